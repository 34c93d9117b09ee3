// Deals of somebody who turned out to be another person: the exchange met a manager of old orders
// before it learned who that is.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { type Changes, changesBetween, writeEvents } from '#platform/events';

export type Passing = { fromId: number; toId: number };

type Name = { id: number; name: string };
type Passed = {
  id: number; isOpen: boolean; version: number; from: Name; to: Name;
  fromDepartment: Name | null; toDepartment: Name | null;
};

const named = (alias: string) => `json_build_object('id', ${alias}.id, 'name', ${alias}.name)`;

/** Moves responsibility, department and reading; open deals tell it in their history. */
export async function passDeals(
  tx: Tx, ctx: Context, passings: readonly Passing[],
): Promise<void> {
  if (passings.length === 0) return;
  const values = [passings.map(({ fromId }) => fromId), passings.map(({ toId }) => toId)];
  const { rows } = await tx.query<Passed>({
    name: 'deals-pass',
    text: `
      with held as materialized (
        select d.id, d.department_id, p.from_id, p.to_id
        from unnest($1::bigint[], $2::bigint[]) as p (from_id, to_id)
          join deals.deal d on d.responsible_id = p.from_id
        order by d.id for update of d
      )
      update deals.deal d set responsible_id = h.to_id, version = d.version + 1,
        department_id = case when h.department_id is not distinct from f.department_id
          then t.department_id else h.department_id end
      from held h join staff.employee f on f.id = h.from_id join staff.employee t on t.id = h.to_id
      where d.id = h.id
      returning d.id, d.is_open as "isOpen", d.version,
        ${named('f')} as "from", ${named('t')} as "to",
        (select ${named('p')} from staff.department p where p.id = h.department_id)
          as "fromDepartment",
        (select ${named('p')} from staff.department p where p.id = d.department_id)
          as "toDepartment"`,
    values,
  });
  await tx.query({
    name: 'deals-pass-readers',
    text: `
      with gone as (
        delete from deals.deal_reader r
        using unnest($1::bigint[], $2::bigint[]) as p (from_id, to_id)
        where r.employee_id = p.from_id
        returning p.to_id, r.deal_id, r.why, r.may_edit
      )
      insert into deals.deal_reader (employee_id, deal_id, why, may_edit)
      select distinct to_id, deal_id, why, may_edit from gone on conflict do nothing`,
    values,
  });
  await writeEvents(tx, ctx, rows.filter(({ isOpen }) => isOpen).map((row) => ({
    kind: 'deal.edited', entity: 'deal', entityId: row.id,
    data: { version: row.version, changes: changesOf(row) },
  })));
}

const changesOf = (row: Passed): Changes => changesBetween(
  { responsibleId: row.from, departmentId: row.fromDepartment },
  { responsibleId: row.to, departmentId: row.toDepartment });
