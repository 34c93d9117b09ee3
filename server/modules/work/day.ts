// My day, put together from sections that modules offer at composition. A section is one indexed
// query over the tasks or records of a few people.
import type { Day, DayPeople, DayQuery, DayRow, DaySection } from '#contract/day';
import { dayPeople, dayRead } from '#contract/day';
import type { Context } from '#platform/context';
import type { Bind } from '#platform/http/bind';
import { peopleOfDay, readDayPeople } from './day-people.ts';
import { editableTasks } from './editable-tasks.ts';

export type DayScope = { employeeIds: number[]; limit: number };
export type DayPage = { total: number; sumKopecks: number | null; items: DayRow[] };

export type DaySource = Pick<DaySection, 'code' | 'title' | 'hint' | 'tone'> & {
  read: (ctx: Context, scope: DayScope) => Promise<DayPage>;
};

const LIMIT_DEFAULT = 20;

export async function readDay(
  ctx: Context, sources: readonly DaySource[], query: DayQuery,
): Promise<Day> {
  const employeeIds = await peopleOfDay(ctx, query);
  const scope = { employeeIds, limit: query.limit ?? LIMIT_DEFAULT };
  const sections = await Promise.all(sources.map(async ({ read, ...about }) =>
    ({ ...about, ...await read(ctx, scope) })));
  const editable = await editableTasks(ctx, sections.flatMap(({ items }) =>
    items.flatMap(({ task }) => task?.id ?? [])));
  const marked = (row: DayRow): DayRow =>
    (row.task ? { ...row, task: { ...row.task, mayEdit: editable.has(row.task.id) } } : row);
  return {
    sections: sections.map((section) => ({ ...section, items: section.items.map(marked) })),
    people: employeeIds.length,
  };
}

/** Sections stand in the order in which composition names them. */
export function dayRoutes(bind: Bind, sources: readonly DaySource[]): void {
  bind(dayRead, (ctx, { query }) => readDay(ctx, sources, query));
  bind(dayPeople, (ctx): Promise<DayPeople> => readDayPeople(ctx));
}
