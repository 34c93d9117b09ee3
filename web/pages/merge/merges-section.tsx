import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { mergesList, mergeUndo } from '#contract/merges';
import type { Merge, MergeEntity } from '#contract/merges';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { ruMerge } from '../../texts/ru-merge.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { failToast } from '../../ui/fail-toast.ts';
import { formatDay } from '../../ui/format.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshMerged } from './refresh-merged.ts';
import css from './merge.module.css';

function undo(entity: MergeEntity, merge: Merge): void {
  call(mergeUndo, { params: { id: merge.id } })
    .then(() => toast(ruMerge.undone(merge.loser.name)))
    .catch((error: unknown) => failToast(ruMerge.undoFailed, error))
    .finally(() => refreshMerged(entity));
}

/** What was merged into the record and may still be parted; nothing where nothing was. */
export function MergesSection({ entity, id }: { entity: MergeEntity; id: number }) {
  const { data } = useQuery(routeQuery(mergesList, { query: { entity, entityId: id } }));
  const merges = (data ?? []).filter(({ undoneAt }) => undoneAt === null);
  if (merges.length === 0) return null;
  return (
    <section className={css.section} aria-label={ruMerge.section}>
      <h2 className={css.heading}>{ruMerge.section}</h2>
      <ul>
        {merges.map((merge) => (
          <li key={merge.id} className={css.merge}>
            <div>
              <p>{ruMerge.merged(merge.loser.name, formatDay(merge.mergedAt))}</p>
              {merge.mayUndo
                ? <p className={css.quiet}>{ruMerge.undoUntil(formatDay(merge.undoUntil))}</p>
                : null}
            </div>
            {merge.mayUndo ? (
              <ConfirmPopover
                question={ruMerge.undoQuestion(merge.loser.name)}
                confirm={ruMerge.undo}
                onConfirm={() => undo(entity, merge)}
              >
                {(open) => (
                  <Button variant="default" size="xs" onClick={open}>{ruMerge.undo}</Button>
                )}
              </ConfirmPopover>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
