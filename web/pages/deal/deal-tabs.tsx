import type { ReactNode } from 'react';
import type { DealCard } from '#contract/deals';
import { ruDeal } from '../../texts/ru-deal.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { TabItem } from '../../ui/tabs.tsx';
import { FilesPanel } from '../files/files-panel.tsx';
import { useFiles } from '../files/use-files.ts';
import { HistoryList } from '../history/history-list.tsx';
import { inviteToDeal } from './participants.ts';
import { GoodsTab } from './goods-tab.tsx';
import { PaymentsTab } from './payments-tab.tsx';
import { ShipmentsTab } from './shipments-tab.tsx';
import { TasksTab, useDealTasks } from './tasks-tab.tsx';
import type { DealTab } from './deal-search.ts';
import { useDealMoney } from './use-deal-money.ts';

const { tabs: names } = ruDeal;

type DealTabsProps = {
  deal: DealCard;
  /** Only what a list knew is here yet. */
  isPartial: boolean;
  tab: DealTab;
  onTab: (tab: DealTab) => void;
};

type Money = ReturnType<typeof useDealMoney>;

function useTabItems({ deal }: DealTabsProps, money: Money): TabItem<DealTab>[] {
  const { data: tasks } = useDealTasks(deal.id);
  const { data: files } = useFiles({ entity: 'deal', entityId: deal.id });
  const open = tasks?.items.filter((task) => task.state === 'open').length;
  const orderLines = money.data?.orders.flatMap((order) => order.lines).length ?? 0;
  const offerLines = deal.lines.filter(({ isSection }) => !isSection).length;
  const count = (value: number | undefined) => (value ? { count: value } : {});
  return [
    { value: 'goods', label: names.goods, ...count(orderLines + offerLines) },
    ...(deal.may.seeMoney ? [
      { value: 'payments' as const, label: names.payments, ...count(money.data?.payments.length) },
      {
        value: 'shipments' as const, label: names.shipments,
        ...count(money.data?.shipments.length),
      },
    ] : []),
    { value: 'tasks', label: names.tasks, ...count(open) },
    { value: 'files', label: names.files, ...count(files?.items.length) },
    { value: 'history', label: names.history },
  ];
}

function MoneyPart({ money, failed, children }: {
  money: Money; failed: string; children: (data: NonNullable<Money['data']>) => ReactNode;
}) {
  if (money.data) return children(money.data);
  if (money.error) {
    return <ErrorState error={money.error} title={failed} onRetry={() => void money.refetch()} />;
  }
  return <SkeletonRows count={6} height={36} />;
}

function Goods({ props, money }: { props: DealTabsProps; money: Money }) {
  const { deal, isPartial } = props;
  const isWaiting = isPartial || (deal.may.seeMoney && money.isPending);
  if (isWaiting) return <SkeletonRows count={6} height={36} />;
  if (money.error && !money.data) {
    return (
      <>
        <ErrorState
          error={money.error}
          title={ruDeal.pay.failed}
          onRetry={() => void money.refetch()}
        />
        <GoodsTab deal={deal} money={undefined} />
      </>
    );
  }
  return <GoodsTab deal={deal} money={money.data} />;
}

/** What hangs on the deal; data of all tabs comes with the card, so a switch needs no waiting. */
export function DealTabs(props: DealTabsProps) {
  const { deal, tab, onTab } = props;
  const money = useDealMoney(deal.id, deal.may.seeMoney);
  const items = useTabItems(props, money);
  const shown = items.some((item) => item.value === tab) ? tab : 'goods';
  return (
    <Tabs label={names.label} items={items} value={shown} onChange={onTab}>
      {shown === 'goods' ? <Goods key={deal.id} props={props} money={money} /> : null}
      {shown === 'payments' ? (
        <MoneyPart money={money} failed={ruDeal.pay.failed}>
          {(data) => <PaymentsTab money={data} />}
        </MoneyPart>
      ) : null}
      {shown === 'shipments' ? (
        <MoneyPart money={money} failed={ruDeal.ship.failed}>
          {(data) => <ShipmentsTab money={data} />}
        </MoneyPart>
      ) : null}
      {shown === 'tasks' ? <TasksTab dealId={deal.id} /> : null}
      {shown === 'files' ? (
        <FilesPanel key={deal.id} of={{ entity: 'deal', entityId: deal.id }} />
      ) : null}
      {shown === 'history' ? (
        <HistoryList
          of={{ entity: 'deal', entityId: deal.id }}
          mayComment
          invite={deal.may.edit ? (person) => inviteToDeal(deal.id, person) : undefined}
        />
      ) : null}
    </Tabs>
  );
}
