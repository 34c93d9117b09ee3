// The same file twice makes its records twice: deals have nothing to be known by. Whoever loads
// bytes that were loaded before, by anybody, hears of it and says that it is meant.
import type { Import } from '#contract/imports';
import { plural } from '#contract/plural';
import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import { companyToday } from '#platform/company-time';
import { refuse } from '#platform/refuse';

type Before = NonNullable<Import['before']>;

/** The last import of these bytes whose rows are there or are being written. */
export async function loadedBefore(on: Queryable, id: number): Promise<Before | null> {
  return await one<Before>(on, {
    name: 'import-loaded-before',
    text: `
      select json_build_object('id', o.id, 'name', o.name) as by,
        coalesce(b.finished_at, b.started_at) as at, r.rows
      from imports.import i
        join imports.import b on b.sha256 = i.sha256 and b.noun = i.noun and b.id <> i.id
        join staff.employee o on o.id = b.owner_id
        cross join lateral (select count(*) as rows from imports.import_row r
          where r.import_id = b.id and r.status in ('created', 'updated')
            and r.undo_status is distinct from 'undone') r
      where i.id = $1
        and (b.state = 'running' or b.state in ('finished', 'cancelled') and r.rows > 0)
      order by b.started_at desc, b.id desc limit 1`,
    values: [id],
  }) ?? null;
}

/** Of two runs at once the second sees the first. */
export async function refuseRepeated(tx: Tx, ctx: Context, id: number): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('imports.' || encode(sha256, 'hex')))
    from imports.import where id = $1 and sha256 is not null`, [id]);
  const before = await loadedBefore(tx, id);
  if (!before) return;
  const { by, rows } = before;
  const whose = by.id === ctx.actor.employeeId ? 'вы' : by.name;
  throw refuse('import.repeated', `Этот же файл уже импортировали: ${whose}, ${
    dayOf(before.at)}, записано ${rows} ${plural(rows, 'строка', 'строки', 'строк')}. `
    + 'Записи заведутся ещё раз: подтвердите, если так и нужно.');
}

/** «29.11.2026» of the company. */
const dayOf = (at: string): string =>
  companyToday(new Date(at)).split('-').toReversed().join('.');
