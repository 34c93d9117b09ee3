// Runs as the screen shows them. Counts of months and objects are of one run each, by its key.
import type { Reconcile, ReconcileMonth, ReconcileReport } from '#contract/reconcile';
import type { OnecType } from '#contract/onec-rows';
import { one, type Queryable } from '#platform/database';
import { refuse } from '#platform/refuse';
import { monthText, typeOfCode } from '../object-types.ts';
import { ALL_MONTH } from './month-states.ts';

const RUN = `
  select r.id, r.base_id as "baseId", b.ib, r.reason,
    case when e.id is not null then json_build_object('id', e.id, 'name', e.name) end as "askedBy",
    r.scope, r.state, r.counted, r.to_count as "toCount", r.created_at as "createdAt",
    r.compared_at as "comparedAt", r.finished_at as "finishedAt", r.error,
    (select count(*)::int from onec.reconcile_month m where m.reconcile_id = r.id) as months,
    (select count(*)::int from onec.reconcile_month m
      where m.reconcile_id = r.id and m.differs) as "monthsDiffer",
    (select count(*)::int from onec.reconcile_object o where o.reconcile_id = r.id) as found,
    (select count(*)::int from onec.reconcile_object o
      where o.reconcile_id = r.id and o.settled_at is null) as left
  from onec.reconcile r join onec.base b on b.id = r.base_id
    left join staff.employee e on e.id = r.asked_by`;

const RUNS_SHOWN = 60;

export async function listRuns(on: Queryable, baseId: number): Promise<Reconcile[]> {
  const { rows } = await on.query<Reconcile>({
    name: 'reconcile-list',
    text: `${RUN} where r.base_id = $1 order by r.id desc limit ${RUNS_SHOWN}`,
    values: [baseId],
  });
  return rows;
}

export async function readRun(on: Queryable, id: number): Promise<Reconcile> {
  const run = await one<Reconcile>(on,
    { name: 'reconcile-read', text: `${RUN} where r.id = $1`, values: [id] });
  if (!run) throw refuse('record.missing');
  return run;
}

type MonthRow = {
  type: number; month: number; their_count: number | null; their_sum: number | null;
  our_count: number; our_sum: number; differs: boolean; found: number; left: number;
};

export const monthWord = (month: number): string =>
  monthText(month === ALL_MONTH ? null : month);

export async function readReport(on: Queryable, id: number): Promise<ReconcileReport> {
  const run = await readRun(on, id);
  const { rows } = await on.query<MonthRow>({
    name: 'reconcile-months',
    text: `
      select m.type, m.month, m.their_count, m.their_sum_kopecks::float8 as their_sum,
        m.our_count, m.our_sum_kopecks::float8 as our_sum, m.differs,
        coalesce(o.found, 0) as found, coalesce(o.left, 0) as left
      from onec.reconcile_month m left join (
        select type, month, count(*)::int as found,
          (count(*) filter (where settled_at is null))::int as left
        from onec.reconcile_object where reconcile_id = $1 group by type, month
      ) o on o.type = m.type and o.month = m.month
      where m.reconcile_id = $1 order by m.type, m.month desc`,
    values: [id],
  });
  return { run, months: rows.map(toMonth) };
}

function toMonth(row: MonthRow): ReconcileMonth {
  return {
    type: typeOfCode(row.type) as OnecType,
    month: monthWord(row.month),
    onec: row.their_count === null ? null
      : { count: row.their_count, sumKopecks: row.their_sum ?? 0 },
    ours: { count: row.our_count, sumKopecks: row.our_sum },
    differs: row.differs, found: row.found, left: row.left,
  };
}
