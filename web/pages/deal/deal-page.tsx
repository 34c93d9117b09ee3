import { ActionIcon } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { DealCard } from '#contract/deals';
import { paths } from '../../paths.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { IconPrinter } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { MoneyStrip } from '../../ui/money-strip.tsx';
import { moneyCells } from '../deals/money-cells.tsx';
import { PinnedComments } from '../comments/pinned-comments.tsx';
import { RelatedRecords } from '../related/related-records.tsx';
import { EditNotices } from '../record/edit-notices.tsx';
import { LastEvents } from '../record/last-events.tsx';
import { NextTask } from '../record/next-task.tsx';
import { RecordCrumbs } from '../record/record-head.tsx';
import { RecordColumns, RecordPage, RecordSide } from '../record/record-page.tsx';
import type { RecordNoun } from '../record/record-page.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { OnecWishes } from '../commands/onec-wishes.tsx';
import { DealApproval } from './deal-approval.tsx';
import { TransferChain } from '../transfers/transfer-chain.tsx';
import { TransferNotice } from '../transfers/transfer-notice.tsx';
import { DealTitle } from './deal-header.tsx';
import { DealOrigin } from './deal-origin.tsx';
import { DealProperties } from './deal-properties.tsx';
import { DealStages } from './deal-stages.tsx';
import { DealTabs } from './deal-tabs.tsx';
import type { DealSearch } from './deal-search.ts';
import { NextChip } from './next-chip.tsx';
import { useDealMoney } from './use-deal-money.ts';
import { DEAL_DOOR, useDeal } from './use-deal.ts';
import head from '../record/record-head.module.css';
import css from './deal-page.module.css';

const TransferDialog = lazyPart(() =>
  import('./transfer-dialog.tsx').then((module) => module.TransferDialog));

const NOUN: RecordNoun = { ...ruDeal, list: ruDeals.title, listPath: paths.deals() };

/** The strip of the lists, with how many positions have been shipped. */
function MoneyOfDeal({ deal }: { deal: DealCard }) {
  const { data } = useDealMoney(deal.id, deal.may.seeMoney);
  const lines = data?.orders.filter((order) => order.counts)
    .flatMap((order) => order.lines).filter((line) => !line.cancelled) ?? [];
  const done = lines.filter((line) => Number(line.leftQuantity) === 0);
  const note = lines.length > 0 ? ruDeal.shippedOf(done.length, lines.length) : undefined;
  return (
    <MoneyStrip
      cells={moneyCells(deal).map((cell) =>
        (cell.bar?.kind === 'shipped' && note ? { ...cell, note } : cell))}
    />
  );
}

function DealBody({ deal, isPartial }: { deal: DealCard; isPartial: boolean }) {
  const editor = useRecordEditor(deal, DEAL_DOOR);
  const [isTransferring, setTransferring] = useState(false);
  const { tab = 'goods' }: DealSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const openTab = (next: DealSearch['tab']) =>
    void navigate({ to: '.', search: { tab: next }, replace: true });
  const of = { entity: 'deal', entityId: deal.id };
  return (
    <>
      <header className={head.header}>
        <RecordCrumbs noun={NOUN} here={deal.number}>
          <NextChip deal={deal} />
          <ActionIcon
            component={Link}
            to={paths.dealPrint(deal.id)}
            aria-label={ruDeal.print.open}
            title={ruDeal.print.open}
          >
            <IconPrinter size={16} stroke={1.6} />
          </ActionIcon>
        </RecordCrumbs>
        <EditNotices editor={editor} />
        <TransferNotice deal={deal} />
        <OnecWishes of={{ entity: 'deal', id: deal.id }} />
        <PinnedComments of={of} />
        <div className={head.head}>
          <DealTitle deal={deal} save={editor.save} />
          <DealStages deal={deal} />
          <DealApproval deal={deal} />
          <div className={css.strip}><MoneyOfDeal deal={deal} /></div>
        </div>
      </header>
      <RecordColumns
        side={(
          <RecordSide label={ruDeal.about}>
            <DealProperties
              deal={deal}
              save={editor.save}
              onTransfer={() => setTransferring(true)}
            />
            <NextTask of={of} task={deal.nextTask} />
            <TransferChain dealId={deal.id} className={css.chain} />
            <RelatedRecords of={of} />
            <DealOrigin dealId={deal.id} />
            <LastEvents of={of} onAll={() => openTab('history')} />
          </RecordSide>
        )}
        tabs={<DealTabs deal={deal} isPartial={isPartial} tab={tab} onTab={openTab} />}
      />
      <Suspense>
        {isTransferring ? (
          <TransferDialog deal={deal} onClose={() => setTransferring(false)} />
        ) : null}
      </Suspense>
    </>
  );
}

/** The card of a deal: stage and money at the top, properties at the left, the rest in tabs. */
export function DealPage() {
  const { dealId } = useParams({ strict: false }) as { dealId?: string };
  const id = Number(dealId);
  const asked = useDeal(id);
  return (
    <RecordPage
      noun={NOUN}
      id={id}
      asked={asked}
      titleOf={(deal) => `${deal.number} ${deal.title}`}
    >
      {(deal) => <DealBody deal={deal} isPartial={asked.isPlaceholderData} />}
    </RecordPage>
  );
}
