import { NativeSelect, Switch } from '@mantine/core';
import { DUPLICATE_REASONS } from '#contract/duplicates';
import { ruDuplicates as texts } from '../../texts/ru-duplicates.ts';
import { Segments } from '../../ui/segments.tsx';
import type { DuplicatesSearch } from './duplicates-search.ts';
import { readDuplicatesSearch } from './duplicates-search.ts';
import css from './duplicates.module.css';

type Level = 'all' | 'likely' | 'sure';
const LEVELS: { value: Level; label: string }[] = [
  { value: 'all', label: texts.confidences.all },
  { value: 'likely', label: texts.confidences.likely },
  { value: 'sure', label: texts.confidences.sure },
];

type FilterProps = {
  search: DuplicatesSearch;
  counts: { company: number; contact: number } | undefined;
  waiting: number;
  change: (patch: DuplicatesSearch) => void;
};

const counted = (label: string, count: number | undefined) =>
  (count ? `${label} ${count}` : label);

/** Whose pairs, how sure, for what reason; the state is the address. */
export function DuplicatesFilter({ search, counts, waiting, change }: FilterProps) {
  const { of = 'company', reason, level, mine, dismissed } = search;
  return (
    <div className={css.filter} role="group" aria-label={texts.filter}>
      <Segments<'company' | 'contact'>
        label={texts.entity}
        value={of}
        items={[
          { value: 'company', label: counted(texts.entities.company, counts?.company) },
          { value: 'contact', label: counted(texts.entities.contact, counts?.contact) },
        ]}
        onChange={(next) => change({ of: next })}
      />
      <Segments<Level>
        label={texts.confidence}
        value={level ?? 'all'}
        items={LEVELS}
        onChange={(next) => change({ level: next === 'all' ? undefined : next })}
      />
      <NativeSelect
        aria-label={texts.reason}
        value={reason ?? ''}
        data={[
          { value: '', label: texts.anyReason },
          ...DUPLICATE_REASONS.map((each) => ({ value: each, label: texts.reasons[each]! })),
        ]}
        onChange={(event) =>
          change({ reason: readDuplicatesSearch({ reason: event.currentTarget.value }).reason })}
      />
      <Switch
        size="xs"
        label={texts.mine}
        checked={mine === '1'}
        onChange={(event) => change({ mine: event.currentTarget.checked ? '1' : undefined })}
      />
      <Switch
        size="xs"
        label={texts.dismissed}
        checked={dismissed === '1'}
        onChange={(event) => change({ dismissed: event.currentTarget.checked ? '1' : undefined })}
      />
      {waiting > 0 ? (
        <span className={css.waiting} role="status">{texts.waiting(waiting)}</span>
      ) : null}
    </div>
  );
}
