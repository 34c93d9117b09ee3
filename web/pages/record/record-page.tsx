import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { ApiProblem } from '../../api/client.ts';
import { IconChevronRight, IconSearch } from '../../ui/icons.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { PresenceAvatars } from '../../ui/presence-avatars.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import css from './record-page.module.css';

/** The list that the card belongs to, and what the card is called. */
export type RecordNoun = {
  list: string; listPath: string; crumbs: string;
  one: string; missing: string; missingHint: string; toList: string; failed: string;
};

function Problem({ noun, error, onRetry }: {
  noun: RecordNoun; error: unknown; onRetry: () => void;
}) {
  const isMissing = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
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

type RecordPageProps<R> = {
  noun: RecordNoun;
  id: number;
  asked: { data: R | undefined; error: unknown; refetch: () => Promise<unknown> };
  /** Where a record that was merged into another is read today. */
  pathOf?: (id: number) => string;
  children: (record: R) => ReactNode;
};

/** A record by its address: its card, its absence, or the way to the one that it has become. */
export function RecordPage<R extends { id: number; name: string }>(props: RecordPageProps<R>) {
  const { noun, id, asked: { data: record, error, refetch }, pathOf } = props;
  const navigate = useNavigate();
  const movedTo = record && record.id !== id ? pathOf?.(record.id) : undefined;
  useEffect(() => {
    if (movedTo) void navigate({ to: movedTo, replace: true });
  }, [movedTo, navigate]);
  return (
    <Page title={record?.name ?? ''}>
      {record ? <div key={record.id} className={css.card}>{props.children(record)}</div> : null}
      {!record && error
        ? <Problem noun={noun} error={error} onRetry={() => void refetch()} /> : null}
      {!record && !error ? <SkeletonRows count={10} height={36} /> : null}
    </Page>
  );
}

type RecordHeadProps = {
  noun: RecordNoun;
  /** The last crumb. */
  here: string;
  title: ReactNode;
  /** Beside the title. */
  children: ReactNode;
  /** At the right edge. */
  aside?: ReactNode;
};

export function RecordHead({ noun, here, title, children, aside }: RecordHeadProps) {
  return (
    <header className={css.header}>
      <nav className={css.crumbs} aria-label={noun.crumbs}>
        <Link className={css.crumb} to={noun.listPath}>{noun.list}</Link>
        <IconChevronRight size={14} stroke={1.75} aria-hidden />
        <span aria-current="page">{here}</span>
        <PresenceAvatars />
      </nav>
      <div className={css.titleRow}>
        <h1 className={css.title}>{title}</h1>
        {children}
        {aside ? <div className={css.aside}>{aside}</div> : null}
      </div>
    </header>
  );
}

/** What it is at the left, what happens to it at the right; one below the other on a phone. */
export function RecordColumns({ side, tabs }: { side: ReactNode; tabs: ReactNode }) {
  return <div className={css.columns}>{side}<div className={css.tabs}>{tabs}</div></div>;
}
