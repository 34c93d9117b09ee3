// What is marked in a list: a row that may not be acted on any more is marked no more.
import { useState } from 'react';

export type Marks<Id> = { marked: ReadonlySet<Id>; onMark: (ids: Id[], marked: boolean) => void };

export function useMarks<Row extends { id: string | number }>(
  shown: readonly Row[], mayAct: (row: Row) => boolean,
): { chosen: Row[]; clear: () => void; marks: Marks<Row['id']> } {
  const [marked, setMarked] = useState<ReadonlySet<Row['id']>>(new Set());
  const chosen = shown.filter((row) => marked.has(row.id) && mayAct(row));
  const onMark: Marks<Row['id']>['onMark'] = (ids, isMarked) => setMarked((before) => {
    const next = new Set(before);
    for (const id of ids) if (isMarked) next.add(id); else next.delete(id);
    return next;
  });
  return {
    chosen, clear: () => setMarked(new Set()),
    marks: { marked: new Set(chosen.map(({ id }) => id)), onMark },
  };
}
