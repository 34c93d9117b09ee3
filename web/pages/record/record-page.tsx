import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useEffect, useLayoutEffect } from 'react';
import { ApiProblem } from '../../api/client.ts';
import { paintFirst } from '../../api/paint-first.ts';
import { IconSearch } from '../../ui/icons.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import css from './record-page.module.css';

/** The list that the card belongs to, and what the card is called. */
export type RecordNoun = {
  list: string; listPath: string;
  one: string; missing: string; missingHint: string; toList: string; failed: string;
};

/** Deleted, given away, returned: whatever is still drawn of it is not to be worked with. */
const isGone = (error: unknown) => error instanceof ApiProblem && error.status === 404;

function Problem({ noun, error, onRetry }: {
  noun: RecordNoun; error: unknown; onRetry: () => void;
}) {
  const isMissing = isGone(error) || (error instanceof ApiProblem && error.status === 400);
  return (
    <>
      <PageHeader title={noun.one} divided />
      {isMissing ? (
        <EmptyState
          icon={<IconSearch size={20} stroke={1.5} />}
          title={noun.missing}
          hint={noun.missingHint}
          action={<Button component={Link} to={noun.listPath}>{noun.toList}</Button>}
        />
      ) : <ErrorState error={error} title={noun.failed} onRetry={onRetry} />}
    </>
  );
}

function Bones() {
  return (
    <div className={css.bones}>
      <Skeleton width={280} height={24} radius={6} />
      <Skeleton height={28} radius={6} />
      <SkeletonRows count={8} />
    </div>
  );
}

type Shown = { id: number };

type RecordPageProps<R> = {
  noun: RecordNoun;
  id: number;
  asked: { data: R | undefined; error: unknown; refetch: () => Promise<unknown> };
  /** What the tab of the browser says. */
  titleOf: (record: R) => string;
  /** Where a record that was merged into another is read today. */
  pathOf?: (id: number) => string;
  children: (record: R) => ReactNode;
};

/** A record by its address: its card, its absence, or the way to the one that it has become. */
export function RecordPage<R extends Shown>(props: RecordPageProps<R>) {
  const { noun, id, asked: { data, error, refetch }, titleOf, pathOf } = props;
  const record = isGone(error) ? undefined : data;
  const navigate = useNavigate();
  const shownId = record?.id;
  // Before the effects that ask for what the card still lacks.
  useLayoutEffect(() => {
    if (shownId !== undefined) paintFirst();
  }, [shownId]);
  const movedTo = record && record.id !== id ? pathOf?.(record.id) : undefined;
  useEffect(() => {
    if (movedTo) void navigate({ to: movedTo, replace: true });
  }, [movedTo, navigate]);
  return (
    <Page title={record ? titleOf(record) : ''}>
      {record ? <div key={record.id} className={css.card}>{props.children(record)}</div> : null}
      {!record && error
        ? <Problem noun={noun} error={error} onRetry={() => void refetch()} /> : null}
      {!record && !error ? <Bones /> : null}
    </Page>
  );
}

/** What it is at the left, what happens to it at the right; one below the other on a phone. */
export function RecordColumns({ side, tabs }: { side: ReactNode; tabs: ReactNode }) {
  return <div className={css.columns}>{side}<div className={css.tabs}>{tabs}</div></div>;
}

/** The left column with its name above. */
export function RecordSide({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside className={css.side} aria-label={label}>
      <h2 className={css.heading}>{label}</h2>
      {children}
    </aside>
  );
}
