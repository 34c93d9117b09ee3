// A merge and its undo are told on both records; readers of either learn of it at once.
import type { MergeEntity } from '#contract/merges';
import type { Changes, NewEvent } from '#platform/events';
import type { MergeRecord } from './merge-record.ts';

type Told = {
  mergeId: number; entity: MergeEntity; survivor: MergeRecord; loser: MergeRecord;
  changes: Changes;
};

/** What 1C sends besides says nothing to a person; one's own fields are told one by one. */
const spoken = ({ extra: _extra, custom: _custom, ...changes }: Changes): Changes => changes;

const ownersOf = ({ departmentId, responsibleId }: MergeRecord) =>
  ({ departmentId, readerIds: responsibleId === null ? [] : [responsibleId] });

export function mergeEvents(
  what: 'merged' | 'unmerged', { mergeId, entity, survivor, loser, changes }: Told,
): NewEvent[] {
  const named = ({ id, name }: MergeRecord) => ({ id, name });
  return [
    {
      kind: `${entity}.${what}`, entity, entityId: survivor.id,
      data: {
        version: survivor.version + 1, mergeId, other: named(loser), changes: spoken(changes),
      },
      visibleBefore: ownersOf(survivor),
    },
    {
      kind: what === 'merged' ? `${entity}.mergedInto` : `${entity}.unmerged`, entity,
      entityId: loser.id, data: { version: loser.version + 1, mergeId, other: named(survivor) },
      visibleBefore: ownersOf(loser),
    },
  ];
}
