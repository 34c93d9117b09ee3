// Who may be meant by what a person is typing. Each reason walks an index of its own, so that the
// answer takes less time than the next letter.
import type { Candidate, DuplicateReason, Typed } from '#contract/duplicates';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { companyCondition } from './list-contacts.ts';
import { ownedRows, type OwnedEntity } from './owners.ts';
import { readEmail, readPhone } from './reach.ts';

const CANDIDATES_MAX = 6;
/** Of one reason: a call centre's number hangs on thousands of cards. */
const EACH_MAX = 50;
/** Shorter than this a name fits everybody. */
const NAME_MIN = 3;
const INN_MIN = 5;

/** A phone and an ИНН say more than a name. */
const WEIGHTS: Record<DuplicateReason, number> = { inn: 4, phone: 2, email: 2, name: 1 };

type Found = { id: number; reason: DuplicateReason; closeness: number };

/** Companies that the reader may see and that may be meant; empty input finds nothing. */
export async function findCompanyCandidates(ctx: Context, typed: Typed): Promise<Candidate[]> {
  const inn = typed.inn?.trim() ?? '';
  const { rows } = await ctx.db.query<Found>({
    name: 'company-candidates-typed',
    text: `
      (select c.id, 'inn' as reason, 1.0::float4 as closeness from customers.company c
        where c.inn like $1 and c.deleted_at is null limit ${EACH_MAX})
      union all
      (select c.id, r.kind, 1.0 from customers.reach r
          left join customers.contact_company l on l.contact_id = r.contact_id
          join customers.company c on c.id = coalesce(r.company_id, l.company_id)
        where (r.value, r.kind) in (select * from unnest($2::text[], $3::text[]))
          and c.deleted_at is null limit ${EACH_MAX})
      union all
      select s.id, 'name', s.closeness from customers.similar_companies($4) s`,
    values: [
      inn.length >= INN_MIN && /^\d+$/.test(inn) ? `${inn}%` : null, ...reachesOf(ctx, typed),
      nameOf(typed),
    ],
  });
  return describe(ctx, 'company', best(rows, typed.exceptId));
}

/** People that may be meant. Several people on one number are normal: it is told, not refused. */
export async function findContactCandidates(ctx: Context, typed: Typed): Promise<Candidate[]> {
  const { rows } = await ctx.db.query<Found>({
    name: 'contact-candidates-typed',
    text: `
      (select k.id, r.kind as reason, 1.0::float4 as closeness from customers.reach r
          join customers.contact k on k.id = r.contact_id
        where (r.value, r.kind) in (select * from unnest($1::text[], $2::text[]))
          and k.deleted_at is null limit ${EACH_MAX})
      union all
      select s.id, 'name', s.closeness from customers.similar_contacts($3) s`,
    values: [...reachesOf(ctx, typed), nameOf(typed)],
  });
  return describe(ctx, 'contact', best(rows, typed.exceptId));
}

const nameOf = ({ name }: Typed): string | null => {
  const clean = name?.trim() ?? '';
  return clean.length >= NAME_MIN ? clean : null;
};

/** Values and kinds as two columns; whoever may not see phones does not find by them either. */
function reachesOf(ctx: Context, typed: Typed): [values: string[], kinds: string[]] {
  if (!maySee(ctx.actor, 'person.reach')) return [[], []];
  const reaches = [
    ...(typed.phones ?? []).map(readPhone), ...(typed.emails ?? []).map(readEmail),
  ].filter((reach) => reach !== null);
  return [reaches.map(({ value }) => value), reaches.map(({ kind }) => kind)];
}

type Ranked = { id: number; reasons: DuplicateReason[] };

function best(found: Found[], exceptId: number | undefined): Ranked[] {
  const byId = new Map<number, { score: number; reasons: Set<DuplicateReason> }>();
  for (const { id, reason, closeness } of found) {
    if (id === exceptId) continue;
    const known = byId.get(id) ?? { score: 0, reasons: new Set() };
    if (!known.reasons.has(reason)) known.score += WEIGHTS[reason] * closeness;
    known.reasons.add(reason);
    byId.set(id, known);
  }
  return [...byId].sort(([a, one], [b, two]) => two.score - one.score || a - b)
    .map(([id, { reasons }]) => ({ id, reasons: [...reasons] }));
}

const TITLES: Record<OwnedEntity, (visible: string) => string> = {
  company: () => `
    select c.id, c.name as title, concat_ws(' · ', 'ИНН ' || c.inn, 'КПП ' || c.kpp,
      (select e.name from staff.employee e where e.id = c.responsible_id)) as subtitle
    from customers.company c where c.id = any($1::bigint[])`,
  contact: (visible) => `
    select k.id, k.name as title, concat_ws(' · ', k.position, (
      select string_agg(c.name, ', ') from customers.contact_company l
        join customers.company c on c.id = l.company_id
      where l.contact_id = k.id and c.merged_into_id is null and (${visible}))) as subtitle
    from customers.contact k where k.id = any($1::bigint[])`,
};

/** Names the best that the reader may see; of the rest they learn nothing. */
async function describe(
  ctx: Context, entity: OwnedEntity, ranked: Ranked[],
): Promise<Candidate[]> {
  if (ranked.length === 0) return [];
  const read = ownedRows(ctx.actor, entity, 'read', 1);
  const { rows } = await ctx.db.query<Omit<Candidate, 'reasons'>>(
    `${TITLES[entity](companyCondition(ctx.actor))} and (${read.sql})`,
    [ranked.map(({ id }) => id), ...read.values]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ranked.flatMap(({ id, reasons }) => {
    const row = byId.get(id);
    return row ? [{ ...row, reasons }] : [];
  }).slice(0, CANDIDATES_MAX);
}
