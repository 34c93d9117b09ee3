import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { DealItem } from '#contract/deals';
import { companyContext, dealsList } from '#contract/deals';
import { call } from '../../api/client.ts';
import { keyOf, routeQuery } from '../../api/query.ts';
import { isHidden, useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { Person } from '../../ui/avatar.tsx';
import { formatDay, formatPercent, formatSum } from '../../ui/format.ts';
import { IconLayoutKanban, IconSitemap } from '../../ui/icons.ts';
import plain from '../../ui/plain-table.module.css';
import { ReadingState } from '../../ui/reading-state.tsx';
import { StageName } from '../../ui/stage-dot.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { MoneyTable } from '../deal/money-table.tsx';
import type { MoneyColumn } from '../deal/money-table.tsx';
import { findStage, usePipelines } from '../deals/use-deals-view.ts';
import css from './company-page.module.css';

const { card: texts } = ruCompanies;
const DEALS_MAX = '200';

export type DealsOf = { field: 'company' | 'contact'; ids: number[] };

/** Deals of a company, of a group of them or of a person that this reader may see. */
export function useRecordDeals({ field, ids }: DealsOf, enabled = true) {
  return useQuery({
    queryKey: [...keyOf(dealsList), field, ...ids],
    queryFn: ({ signal }) => call(dealsList, {
      query: {
        filter: JSON.stringify({ [field]: { in: ids } }), sort: '-createdAt',
        limit: DEALS_MAX, total: '1',
      },
      signal,
    }),
    enabled,
  });
}

function useColumns(): MoneyColumn<DealItem>[] {
  const { pipelines } = usePipelines();
  const seesMoney = !isHidden(useSession(), 'deal.money');
  const { columns: titles } = ruDeals;
  return [
    {
      id: 'number', header: titles.number,
      cell: (deal) => <span className={plain.code}>{deal.number}</span>,
    },
    {
      id: 'title', header: titles.title,
      cell: (deal) => <Link className={css.dealLink} to={paths.deal(deal.id)}>{deal.title}</Link>,
    },
    {
      id: 'stage', header: titles.stage,
      cell: (deal) => {
        const stage = findStage(pipelines, deal.stageId);
        return stage ? <StageName color={stage.colour} name={stage.name} /> : null;
      },
    },
    ...(seesMoney ? [
      {
        id: 'amount', header: titles.amount, number: true, strong: true,
        cell: ({ amountKopecks }: DealItem) =>
          (amountKopecks === null ? '' : formatSum(amountKopecks)),
      },
      {
        id: 'paid', header: titles.paid, number: true,
        cell: ({ paidPercent }: DealItem) =>
          (paidPercent === null ? '' : formatPercent(paidPercent)),
      },
    ] : []),
    {
      id: 'responsible', header: titles.responsible,
      cell: (deal) => (deal.responsible ? <Person name={deal.responsible.name} /> : null),
    },
    { id: 'created', header: titles.created, cell: (deal) => formatDay(deal.createdAt) },
  ];
}

type RecordDealsProps = {
  deals: ReturnType<typeof useRecordDeals>; none: string; hint: string;
};

export function RecordDeals({ deals, none, hint }: RecordDealsProps) {
  const columns = useColumns();
  const { data } = deals;
  if (!data) return <ReadingState of={deals} title={texts.dealsFailed} rows={5} rowHeight={36} />;
  if (data.items.length === 0) {
    return (
      <EmptyState
        icon={<IconLayoutKanban size={20} stroke={1.5} />}
        title={none}
        hint={hint}
      />
    );
  }
  return (
    <MoneyTable
      label={texts.tabs.deals}
      rows={data.items}
      columns={columns}
      keyOf={(deal) => String(deal.id)}
    />
  );
}

export function useOtherDepartments(companyId: number) {
  return useQuery(routeQuery(companyContext, { params: { id: companyId } }));
}

/** That other departments work with the company: who and since when, never sums or stages. */
export function OtherDepartments({ companyId }: { companyId: number }) {
  const reading = useOtherDepartments(companyId);
  const { data } = reading;
  if (!data) {
    return <ReadingState of={reading} title={texts.othersFailed} rows={3} rowHeight={36} />;
  }
  if (data.length === 0) {
    return <EmptyState icon={<IconSitemap size={20} stroke={1.5} />} title={texts.noOthers} />;
  }
  return (
    <>
      <MoneyTable
        label={texts.tabs.others}
        rows={data}
        keyOf={(_, index) => String(index)}
        columns={[
          {
            id: 'department', header: texts.department,
            cell: (row) => row.department ?? texts.noDepartment,
          },
          {
            id: 'responsible', header: texts.responsible,
            cell: (row) => (row.responsible ? <Person name={row.responsible} /> : texts.nobody),
          },
          {
            id: 'state', header: texts.state,
            cell: ({ isOpen }) => (
              <Tag meaning={isOpen ? 'ok' : 'plain'}>{isOpen ? texts.open : texts.closed}</Tag>
            ),
          },
          { id: 'since', header: texts.since, cell: (row) => formatDay(row.createdOn) },
        ]}
      />
      <p className={css.note}>{texts.othersHint}</p>
    </>
  );
}
