import { ActionIcon, Button } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { DealCard } from '#contract/deals';
import { ApiProblem } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { IconPrinter, IconSearch } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { MoneyStrip } from '../../ui/money-strip.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { PresenceAvatars } from '../../ui/presence-avatars.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { moneyCells } from '../deals/money-cells.tsx';
import { PinnedComments } from '../comments/pinned-comments.tsx';
import { RelatedRecords } from '../related/related-records.tsx';
import { EditNotices } from '../record/edit-notices.tsx';
import { LastEvents } from '../record/last-events.tsx';
import { NextTask } from '../record/next-task.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { OnecWishes } from '../commands/onec-wishes.tsx';
import { DealApproval } from './deal-approval.tsx';
import { TransferChain } from '../transfers/transfer-chain.tsx';
import { TransferNotice } from '../transfers/transfer-notice.tsx';
import { Crumbs, DealTitle } from './deal-header.tsx';
import { DealOrigin } from './deal-origin.tsx';
import { DealProperties } from './deal-properties.tsx';
import { DealStages } from './deal-stages.tsx';
import { DealTabs } from './deal-tabs.tsx';
import type { DealSearch } from './deal-search.ts';
import { NextChip } from './next-chip.tsx';
import { useDealMoney } from './use-deal-money.ts';
import { DEAL_DOOR, useDeal } from './use-deal.ts';
import css from './deal-page.module.css';

const TransferDialog = lazyPart(() =>
  import('./transfer-dialog.tsx').then((module) => module.TransferDialog));

function DealSkeleton() {
  return (
    <div className={css.loading} role="status" aria-label={ruDeal.loading}>
      <Skeleton width={280} height={24} radius={6} />
      <Skeleton height={28} radius={6} />
      <Skeleton height={44} radius={6} />
      <SkeletonRows count={8} />
    </div>
  );
}

function DealProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (error instanceof ApiProblem && (error.status === 404 || error.status === 400)) {
    return (
      <EmptyState
        icon={<IconSearch size={20} stroke={1.5} />}
        title={ruDeal.missingTitle}
        hint={ruDeal.missingHint}
        action={<Button component={Link} to={paths.deals()}>{ruDeal.toDeals}</Button>}
      />
    );
  }
  return <ErrorState error={error} title={ruDeal.failed} onRetry={onRetry} />;
}

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
  return (
    <div className={css.card}>
      <header className={css.header}>
        <div className={css.top}>
          <Crumbs number={deal.number} />
          <NextChip deal={deal} />
          <PresenceAvatars />
          <ActionIcon
            component={Link}
            to={paths.dealPrint(deal.id)}
            aria-label={ruDeal.print.open}
            title={ruDeal.print.open}
          >
            <IconPrinter size={16} stroke={1.6} />
          </ActionIcon>
        </div>
        <EditNotices editor={editor} />
        <TransferNotice deal={deal} />
        <OnecWishes of={{ entity: 'deal', id: deal.id }} />
        <PinnedComments of={{ entity: 'deal', entityId: deal.id }} />
        <div className={css.head}>
          <DealTitle deal={deal} save={editor.save} />
          <DealStages deal={deal} />
          <DealApproval deal={deal} />
          <div className={css.strip}><MoneyOfDeal deal={deal} /></div>
        </div>
      </header>
      <div className={css.columns}>
        <aside className={css.side} aria-label={ruDeal.about}>
          <h2 className={css.heading}>{ruDeal.about}</h2>
          <DealProperties
            deal={deal}
            save={editor.save}
            onTransfer={() => setTransferring(true)}
          />
          <NextTask of={{ entity: 'deal', entityId: deal.id }} task={deal.nextTask} />
          <TransferChain dealId={deal.id} className={css.chain} />
          <RelatedRecords of={{ entity: 'deal', entityId: deal.id }} />
          <DealOrigin dealId={deal.id} />
          <LastEvents of={{ entity: 'deal', entityId: deal.id }} onAll={() => openTab('history')} />
        </aside>
        <DealTabs
          deal={deal}
          isPartial={isPartial}
          tab={tab}
          onTab={openTab}
        />
      </div>
      <Suspense>
        {isTransferring ? (
          <TransferDialog deal={deal} onClose={() => setTransferring(false)} />
        ) : null}
      </Suspense>
    </div>
  );
}

/** The card of a deal: stage and money at the top, properties at the left, the rest in tabs. */
export function DealPage() {
  const { dealId } = useParams({ strict: false }) as { dealId?: string };
  const id = Number(dealId);
  const { data: deal, error, refetch, isPlaceholderData } = useDeal(id);
  return (
    <Page title={deal ? `${deal.number} ${deal.title}` : ''}>
      {deal ? <DealBody key={deal.id} deal={deal} isPartial={isPlaceholderData} /> : null}
      {!deal && error ? (
        <>
          <PageHeader title={ruDeal.one} divided />
          <DealProblem error={error} onRetry={() => void refetch()} />
        </>
      ) : null}
      {!deal && !error ? <DealSkeleton /> : null}
    </Page>
  );
}
