import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { ru } from '../texts/ru.ts';
import { IconSearch } from '../ui/icons.ts';
import { EmptyState } from '../ui/states.tsx';

type ListEmptyProps = {
  icon: Icon;
  words: { none: string; noneHint?: string };
  search: { filter?: string | undefined; q?: string | undefined; folder?: number | undefined };
  /** Called with the conditions that narrow the list. */
  change: (reset: { filter: undefined; q: undefined; folder?: undefined }) => void;
};

/** A list without rows: nothing is there yet, or nothing fits what was asked. */
export function ListEmpty({ icon: NounIcon, words, search, change }: ListEmptyProps) {
  const { filter, q, folder } = search;
  if (!filter && !q && folder === undefined) {
    return (
      <EmptyState
        icon={<NounIcon size={20} stroke={1.5} />}
        title={words.none}
        hint={words.noneHint}
      />
    );
  }
  const reset = () => change({
    filter: undefined, q: undefined, ...(folder === undefined ? {} : { folder: undefined }),
  });
  return (
    <EmptyState
      icon={<IconSearch size={20} stroke={1.5} />}
      title={ru.table.emptyFiltered}
      action={<Button variant="default" onClick={reset}>{ru.table.resetFilter}</Button>}
    />
  );
}
