import { Button } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ruMoney } from '../../texts/ru-money.ts';
import { IconArrowBackUp, IconCash } from '../../ui/icons.ts';
import { Panel } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { MoneyTable } from '../deal/money-table.tsx';
import type { MoneyColumn } from '../deal/money-table.tsx';
import type { ReportView } from './use-report.ts';
import css from './money.module.css';

export type PartsPage<Part> = {
  items: Part[]; cursor: string | null; total?: number; sums?: Record<string, number>;
};
export type PartsQuery<Part> = UseInfiniteQueryResult<{ pages: PartsPage<Part>[] }>;

type Props<Part extends { id: number }> = {
  view: ReportView;
  /** What the head says: the sum of all and how many they are. */
  title: string;
  query: PartsQuery<Part>;
  columns: MoneyColumn<Part>[];
  none: string;
  children?: ReactNode;
};

function Rows<Part extends { id: number }>({ query, columns, none }: Props<Part>) {
  if (query.isPending) return <SkeletonRows count={8} height={36} />;
  if (!query.data) {
    return (
      <ErrorState error={query.error} title={ruMoney.partsFailed}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const rows = query.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    return <EmptyState icon={<IconCash size={20} stroke={1.5} />} title={none} />;
  }
  return (
    <>
      <div className={css.wide}>
        <MoneyTable label={ruMoney.inside} rows={rows} columns={columns}
          keyOf={({ id }) => String(id)}
        />
      </div>
      {query.hasNextPage ? (
        <Button variant="default" className={css.more} loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {ruMoney.more}
        </Button>
      ) : null}
    </>
  );
}

/** The list behind a figure, with its exact sum and the way back. */
export function PartsPanel<Part extends { id: number }>(props: Props<Part>) {
  return (
    <Panel
      title={props.title}
      aside={(
        <span className={css.tools}>
          {props.children}
          <Button variant="default" leftSection={<IconArrowBackUp size={16} stroke={1.6} />}
            onClick={() => props.view.change({ cell: undefined })}
          >
            {ruMoney.back}
          </Button>
        </span>
      )}
    >
      <Rows {...props} />
    </Panel>
  );
}
