// One base of 1C that reaches us by two roads under two names is two bases here: its orders and its
// money count twice. A guid that two bases name tells.
import type { BaseCheck } from '#contract/exchange';
import type { Queryable } from '#platform/database';
import { check } from './door-checks.ts';

/** Each is looked for by its key; a road that brings the same orders brings nearly all of them. */
const SAMPLE = 200;

/** Orders of one side are looked for on the other, and the other way round: either may be small. */
const TWINS = `
  with pair as (
    select mine.id as mine, other.id as other, other.ib
    from onec.base mine join onec.base other on other.id <> mine.id where mine.id = $1
  )
  select p.ib, count(distinct s.uid)::int as count
  from pair p
    cross join lateral (values (p.mine, p.other), (p.other, p.mine)) as way (here, there)
    cross join lateral (
      select o.uid from payments.sales_order o where o.base_id = way.here limit ${SAMPLE}
    ) s
    join payments.sales_order t on t.base_id = way.there and t.uid = s.uid and t.counts
    join payments.sales_order h on h.base_id = way.here and h.uid = s.uid and h.counts
  group by p.ib order by 2 desc limit 1`;

/** Nothing to say while there are no others. */
export async function twinChecks(on: Queryable, baseId: number): Promise<BaseCheck[]> {
  const { rows: [twin] } = await on.query<{ ib: string; count: number }>(TWINS, [baseId]);
  return twin ? [check('twin', 'bad',
    `У базы ${twin.ib} те же заказы (найдено ${twin.count}): похоже, одна база 1С приходит под `
    + 'двумя именами, и её деньги считаются дважды. Оставьте заказы и оплаты одной дороге.')] : [];
}
