import { useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { BoardColumn as Column, DealItem, Pipeline } from '#contract/deals';
import { allows, useSession } from '../../api/session.ts';
import { Board, BoardSkeleton } from '../../board/board.tsx';
import { joinOthers, totalsOf } from '../../board/board-data.ts';
import type { BoardFaces, BoardMoves } from '../../board/board-types.ts';
import { paths } from '../../paths.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { formatNumber } from '../../ui/format.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Money } from '../../ui/money.tsx';
import { Fact, Page } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useIdlePage } from '../../ui/use-idle.ts';
import { DealCardFace } from './deal-card.tsx';
import { DealsFilter } from './deals-filter.tsx';
import { DealsHeader } from './deals-header.tsx';
import { OtherSums } from './other-sums.tsx';
import { PipelinePicker } from './pipeline-picker.tsx';
import { StageFigures } from './stage-figures.tsx';
import { boardAsk } from './board-query.ts';
import type { BoardAsk } from './board-query.ts';
import { cardsOf, useBoard, useLiveBoard } from './use-board.ts';
import { useDealsView, usePipeline } from './use-deals-view.ts';
import type { DealsView } from './use-deals-view.ts';
import { BOARD_SUMS, moveDeal } from './use-move-deal.ts';
import css from '../../board/board.module.css';

const CreateDeal = lazyPart(() => import('./create-deal.tsx').then((module) => module.CreateDeal));

const BoardPanel = lazyPart(() =>
  import('../../panel/board-panel.tsx').then((module) => module.BoardPanel));

const OtherPipelines = lazyPart(() =>
  import('./other-pipelines.tsx').then((module) => module.OtherPipelines));

const FACES: BoardFaces<DealItem, Column> = {
  card: (deal) => <DealCardFace deal={deal} />,
  figures: (stage, column) => <StageFigures name={stage.name} column={column} />,
  texts: ruDeals,
};

function BoardFacts({ columns }: { columns: Column[] }) {
  const { count, amountKopecks, paidKopecks } = totalsOf(columns, BOARD_SUMS);
  return (
    <>
      <Fact value={formatNumber(count)} label={ruDeals.inWork} />
      {amountKopecks === null || paidKopecks === null ? null : (
        <>
          <Fact value={<Money kopecks={amountKopecks} form="short" />} label={ruDeals.amount} />
          <Fact value={<Money kopecks={paidKopecks} form="short" />} label={ruDeals.paid} paid />
          <OtherSums sums={joinOthers(...columns.map(({ otherSums }) => otherSums))} />
        </>
      )}
    </>
  );
}

function useMoves(pipeline: Pipeline | undefined, view: DealsView): BoardMoves<DealItem> {
  const session = useSession();
  const navigate = useNavigate();
  const stageOf = (id: number) => pipeline?.stages.find((stage) => stage.id === id);
  return {
    mayMove: allows(session, 'deal', 'edit'),
    mayCreate: allows(session, 'deal', 'create'),
    onMove: (deal, stageId) => {
      const from = stageOf(deal.stageId);
      const to = stageOf(stageId);
      if (from && to) void moveDeal(deal, from, to);
    },
    onOpen: (deal, inNewTab) => {
      if (inNewTab) window.open(paths.deal(deal.id), '_blank', 'noopener');
      else void navigate({ to: paths.deal(deal.id) });
    },
    onPeek: (deal) => view.change({ deal: deal.id }, { replace: view.search.deal !== undefined }),
    refusalOf: (deal) => (deal.mayEdit === false ? ruDeals.notYours : null),
    onCreate: (stageId) => view.change({ create: 'deal', stage: stageId }, { replace: true }),
  };
}

type BoardProps = {
  pipeline: Pipeline | undefined;
  ask: BoardAsk | undefined;
  board: ReturnType<typeof useBoard>;
  moves: BoardMoves<DealItem>;
};

function DealsBoard({ pipeline, ask, board, moves }: BoardProps) {
  const { data, error, refetch } = board;
  if (error && !data) {
    return <ErrorState error={error} title={ruDeals.boardFailed} onRetry={() => void refetch()} />;
  }
  if (!data || !pipeline || !ask) return <BoardSkeleton />;
  return (
    <Board
      stages={pipeline.stages}
      columns={data.columns}
      source={cardsOf(ask)}
      moves={moves}
      faces={FACES}
    />
  );
}

/** Above a board on which nothing stands and nothing was filtered out. */
function Elsewhere({ pipelines, pipeline, columns, view }: {
  pipelines: Pipeline[]; pipeline: Pipeline | undefined; columns: Column[] | undefined;
  view: DealsView;
}) {
  const isFiltered = view.search.filter ?? view.search.q;
  if (!pipeline || isFiltered || !columns || columns.some(({ count }) => count > 0)) return null;
  return (
    <Suspense>
      <OtherPipelines
        pipelines={pipelines}
        here={pipeline.id}
        onChange={(id) => view.change({ pipeline: id })}
      />
    </Suspense>
  );
}

/** Open deals of a pipeline by stage, with the money of each stage. */
export function KanbanPage() {
  const view = useDealsView();
  const { pipelines, pipeline, error, retry } = usePipeline(view.search.pipeline);
  const ask = pipeline ? boardAsk(pipeline.id, view.search) : undefined;
  const board = useBoard(ask);
  const moves = useMoves(pipeline, view);
  useLiveBoard();
  useIdlePage('/deals/$dealId');

  return (
    <Page title={ruDeals.title}>
      <DealsHeader
        view={view}
        facts={board.data ? <BoardFacts columns={board.data.columns} /> : null}
      />
      <DealsFilter view={view} layout="board">
        <PipelinePicker
          pipelines={pipelines}
          value={pipeline?.id}
          onChange={(id) => view.change({ pipeline: id })}
        />
      </DealsFilter>
      <Elsewhere
        pipelines={pipelines}
        pipeline={pipeline}
        columns={board.data?.columns}
        view={view}
      />
      <div className={css.scroll}>
        {error ? (
          <ErrorState error={error} title={ruDeals.boardFailed} onRetry={() => void retry()} />
        ) : <DealsBoard pipeline={pipeline} ask={ask} board={board} moves={moves} />}
      </div>
      <Suspense>
        {view.search.deal ? (
          <BoardPanel
            entity="deal"
            rows={board.data?.columns.flatMap((column) => column.items) ?? []}
            openId={view.search.deal}
            show={(deal, replace) => view.change({ deal }, { replace })}
          />
        ) : null}
        {view.search.create ? <CreateDeal view={view} pipelines={pipelines} /> : null}
      </Suspense>
    </Page>
  );
}
