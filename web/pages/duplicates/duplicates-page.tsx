import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, useCallback, useState } from 'react';
import type { DuplicatePair } from '#contract/duplicate-pairs';
import { ruDuplicates as texts } from '../../texts/ru-duplicates.ts';
import { formatNumber } from '../../ui/format.ts';
import { IconGitMerge, IconSearch } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Fact, Page, PageHeader } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ClientSections } from '../companies/client-sections.tsx';
import { DuplicatesFilter } from './duplicates-filter.tsx';
import { readDuplicatesSearch } from './duplicates-search.ts';
import type { DuplicatesSearch } from './duplicates-search.ts';
import { PairRow } from './pair-row.tsx';
import { refreshDuplicates, useDuplicates } from './use-duplicates.ts';
import css from './duplicates.module.css';

const MergeDialog = lazyPart(() =>
  import('../merge/merge-dialog.tsx').then((module) => module.MergeDialog));

function NoPairs({ search, onReset }: { search: DuplicatesSearch; onReset: () => void }) {
  if (search.reason || search.level || search.mine) {
    return (
      <EmptyState
        icon={<IconSearch size={20} stroke={1.5} />}
        title={texts.noneFiltered}
        action={<Button variant="default" onClick={onReset}>{texts.reset}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<IconGitMerge size={20} stroke={1.5} />}
      title={search.dismissed ? texts.noneDismissed : texts.none}
      hint={search.dismissed ? undefined : texts.noneHint}
    />
  );
}

type PairsProps = {
  list: ReturnType<typeof useDuplicates>; search: DuplicatesSearch; onReset: () => void;
  onMerge: (pair: DuplicatePair) => void;
};

function Pairs({ list, search, onReset, onMerge }: PairsProps) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  if (!data) return <ReadingState of={list} title={texts.failed} rows={8} rowHeight={64} />;
  const pairs = data.pages.flatMap(({ items }) => items);
  if (pairs.length === 0) return <NoPairs search={search} onReset={onReset} />;
  return (
    <>
      <ul aria-label={texts.title}>
        {pairs.map((pair) => (
          <PairRow key={pair.id} pair={pair} onMerge={() => onMerge(pair)} />
        ))}
      </ul>
      {hasNextPage ? (
        <div className={css.more}>
          <Button
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {texts.more}
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** The card that 1C knows stays, else the older one; the dialog can swap them. */
function sidesOf({ a, b }: DuplicatePair): { survivorId: number; loserId: number } {
  const isSwapped = b.fromOnec && !a.fromOnec;
  return isSwapped ? { survivorId: b.id, loserId: a.id } : { survivorId: a.id, loserId: b.id };
}

/** Records that may be one, found in the background; nobody is told who has not come here. */
export function DuplicatesPage() {
  // Read here and not in the route: the first load does not need it.
  const search = readDuplicatesSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [merging, setMerging] = useState<DuplicatePair | null>(null);
  const list = useDuplicates(search);
  const first = list.data?.pages[0];
  const change = useCallback((patch: DuplicatesSearch) => {
    void navigate({
      to: '.', search: (previous: DuplicatesSearch) => ({ ...previous, ...patch }), replace: true,
    });
  }, [navigate]);
  return (
    <Page title={texts.title}>
      <PageHeader
        title={texts.title}
        facts={first ? (
          <Fact value={formatNumber(first.total)} label={texts.total(first.total)} />
        ) : null}
        actions={<ClientSections value="duplicates" />}
      />
      <DuplicatesFilter
        search={search}
        counts={first?.counts}
        waiting={first?.waiting ?? 0}
        change={change}
      />
      <div className={css.list}>
        <Pairs
          list={list}
          search={search}
          onReset={() => change({ reason: undefined, level: undefined, mine: undefined })}
          onMerge={setMerging}
        />
      </div>
      <Suspense>
        {merging ? (
          <MergeDialog
            entity={merging.entity}
            {...sidesOf(merging)}
            onClose={() => setMerging(null)}
            onDone={refreshDuplicates}
          />
        ) : null}
      </Suspense>
    </Page>
  );
}
