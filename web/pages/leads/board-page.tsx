import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { LeadColumn, LeadItem, LeadStage } from '#contract/leads';
import { allows, useSession } from '../../api/session.ts';
import { Board, BoardSkeleton } from '../../board/board.tsx';
import { lazyPart } from '../../ui/load-part.ts';
import css from '../../board/board.module.css';
import { totalsOf } from '../../board/board-data.ts';
import type { BoardFaces, BoardMoves } from '../../board/board-types.ts';
import { ColumnSums } from '../../board/column-sums.tsx';
import { paths } from '../../paths.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { formatNumber } from '../../ui/format.ts';
import { Fact, Page } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useIdlePage } from '../../ui/use-idle.ts';
import { LeadFace } from './lead-face.tsx';
import { LeadsFilter } from './leads-filter.tsx';
import { LeadsHeader } from './leads-header.tsx';
import { moveLead } from './move-lead.ts';
import { boardAsk, cardsOf, useLeadsBoard, useLiveLeads } from './use-leads-board.ts';
import { useLeadStages, useLeadsView } from './use-leads-view.ts';
import type { LeadsView } from './use-leads-view.ts';

const BoardPanel = lazyPart(() =>
  import('../../panel/board-panel.tsx').then((module) => module.BoardPanel));
const CreateLead = lazyPart(() => import('./create-lead.tsx').then((module) => module.CreateLead));
const ConvertDialog = lazyPart(() =>
  import('./convert-dialog.tsx').then((module) => module.ConvertDialog));

const FACES: BoardFaces<LeadItem, LeadColumn> = {
  card: (lead) => <LeadFace lead={lead} />,
  figures: (_stage, { estimateKopecks }) =>
    (estimateKopecks ? <ColumnSums kopecks={estimateKopecks} /> : null),
  texts: ruLeads,
};

type MovesOptions = {
  stages: LeadStage[]; view: LeadsView;
  /** A card carried to «Передан» asks to whom. */
  onPass: (lead: LeadItem) => void;
};

function useMoves({ stages, view, onPass }: MovesOptions): BoardMoves<LeadItem> {
  const session = useSession();
  const navigate = useNavigate();
  const stageOf = (id: number) => stages.find((stage) => stage.id === id);
  return {
    mayMove: allows(session, 'lead', 'edit'),
    // A lead is written down from the header: it begins where its author works on it.
    mayCreate: false,
    onMove: (lead, stageId) => {
      const from = stageOf(lead.stageId);
      const to = stageOf(stageId);
      if (!from || !to) return;
      if (to.code === 'passed' && from.code !== 'passed') onPass(lead);
      else void moveLead({ lead, from, to });
    },
    onOpen: (lead, inNewTab) => {
      if (inNewTab) window.open(paths.lead(lead.id), '_blank', 'noopener');
      else void navigate({ to: paths.lead(lead.id) });
    },
    onPeek: (lead) => view.change({ lead: lead.id }, { replace: view.search.lead !== undefined }),
    onCreate: () => view.change({ create: 'lead' }, { replace: true }),
  };
}

type ShownBoardProps = {
  ask: ReturnType<typeof boardAsk>; board: ReturnType<typeof useLeadsBoard>;
  moves: BoardMoves<LeadItem>;
};

function ShownBoard({ ask, board, moves }: ShownBoardProps) {
  const { stages, error: stagesError, retry } = useLeadStages();
  const { data } = board;
  const error = stagesError ?? (data ? null : board.error);
  if (error) {
    const again = () => void (stagesError ? retry() : board.refetch());
    return <ErrorState error={error} title={ruLeads.boardFailed} onRetry={again} />;
  }
  if (!data || stages.length === 0) return <BoardSkeleton />;
  return (
    <Board
      stages={stages}
      columns={data.columns}
      source={cardsOf(ask)}
      moves={moves}
      faces={FACES}
    />
  );
}

/** Open leads by stage: new ones, those in work, and those that wait for their receiver. */
export function BoardPage() {
  const view = useLeadsView();
  const { stages } = useLeadStages();
  const ask = boardAsk(view.search);
  const board = useLeadsBoard(ask);
  const [passing, setPassing] = useState<LeadItem | null>(null);
  const moves = useMoves({ stages, view, onPass: setPassing });
  useLiveLeads();
  useIdlePage('/leads/$leadId');
  const count = board.data && totalsOf(board.data.columns, []).count;

  return (
    <Page title={ruLeads.title}>
      <LeadsHeader
        view={view}
        facts={count === undefined ? null
          : <Fact value={formatNumber(count)} label={ruLeads.inWork} />}
      />
      <LeadsFilter view={view} layout="board" />
      <div className={css.scroll}><ShownBoard ask={ask} board={board} moves={moves} /></div>
      <Suspense>
        {view.search.lead ? (
          <BoardPanel
            entity="lead"
            rows={board.data?.columns.flatMap((column) => column.items) ?? []}
            openId={view.search.lead}
            show={(lead, replace) => view.change({ lead }, { replace })}
          />
        ) : null}
        {view.search.create ? <CreateLead view={view} /> : null}
        {passing ? <ConvertDialog lead={passing} onClose={() => setPassing(null)} /> : null}
      </Suspense>
    </Page>
  );
}
