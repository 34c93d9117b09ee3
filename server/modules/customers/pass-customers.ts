// Clients and contacts of somebody who turned out to be another person.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

type Passing = { fromId: number; toId: number };
type Passed = Passing & { id: number; version: number };

/** The department goes with the responsible where it was theirs. */
export async function passCustomers(
  tx: Tx, ctx: Context, passings: readonly Passing[],
): Promise<void> {
  if (passings.length === 0) return;
  for (const entity of ['company', 'contact'] as const) {
    const { rows } = await tx.query<Passed>({
      name: `customers-pass-${entity}`,
      text: `
        with held as materialized (
          select c.id, c.department_id, p.from_id, p.to_id
          from unnest($1::bigint[], $2::bigint[]) as p (from_id, to_id)
            join customers.${entity} c on c.responsible_id = p.from_id
          order by c.id for update of c
        )
        update customers.${entity} c set responsible_id = h.to_id, version = c.version + 1,
          updated_at = $3, department_id = case
            when h.department_id is not distinct from f.department_id then t.department_id
            else h.department_id end
        from held h join staff.employee f on f.id = h.from_id
          join staff.employee t on t.id = h.to_id
        where c.id = h.id
        returning c.id, c.version, h.from_id as "fromId", h.to_id as "toId"`,
      values: [passings.map(({ fromId }) => fromId), passings.map(({ toId }) => toId), ctx.now()],
    });
    await writeEvents(tx, ctx, rows.map(({ id, version, fromId, toId }) => ({
      kind: `${entity}.edited`, entity, entityId: id,
      data: { version, changes: { responsibleId: { old: fromId, new: toId } } },
    })));
  }
}
