// Phones and e-mails of a lead, in the one form of the customers module.
import {
  keyOfReach, readReaches, shownReach, spelledReach, typedReaches, type NewReach,
} from '#modules/customers';
import type { LeadReach } from '#contract/leads';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Queryable, Tx } from '#platform/database';
import type { Changes } from '#platform/events';

export type Typed = { phones?: string[] | undefined; emails?: string[] | undefined };

const KINDS = { phones: 'phone', emails: 'email' } as const;

export type Stored = Omit<NewReach, 'type'>;

export async function reachesOf(on: Queryable, leadId: number): Promise<Stored[]> {
  const { rows } = await on.query<Stored>({
    name: 'lead-reaches-of',
    text: `select kind, value, extension, raw, is_valid as "isValid"
      from leads.reach where lead_id = $1 order by id`,
    values: [leadId],
  });
  return rows;
}

/** For people: none for those who may not see them. */
export async function shownReaches(ctx: Context, leadId: number): Promise<LeadReach[]> {
  if (!maySee(ctx.actor, 'person.reach')) return [];
  const reaches = await reachesOf(ctx.db, leadId);
  return reaches.map((reach) => {
    const { kind, value, extension } = reach;
    return { kind, value, extension, ...shownReach(reach) };
  });
}

/** New phones and addresses of a lead that has none yet. */
export async function addReaches(tx: Tx, leadId: number, reaches: NewReach[]): Promise<void> {
  if (reaches.length === 0) return;
  await tx.query({
    name: 'lead-reaches-add',
    text: `
      insert into leads.reach (lead_id, kind, value, extension, raw, is_valid)
      select $1, r.kind, r.value, r.extension, r.raw, r."isValid"
      from jsonb_to_recordset($2::jsonb) as r (kind text, value text, extension text, raw text,
        "isValid" boolean)
      on conflict on constraint reach_unique do nothing`,
    values: [leadId, JSON.stringify(reaches)],
  });
}

export const readTyped = ({ phones, emails }: Typed): NewReach[] =>
  typedReaches({ phones, emails });

/** What can be looked for of a form that is still being filled: half a number is nothing yet. */
export const typedValues = ({ phones = [], emails = [] }: Typed): string[] =>
  readReaches(phones, emails).filter(({ isValid }) => isValid).map(({ value }) => value);

/** What would change if the lists became these; kinds that were not given stay. */
export async function reachChanges(tx: Tx, leadId: number, typed: Typed): Promise<Changes> {
  const wanted = readTyped(typed);
  const before = await reachesOf(tx, leadId);
  const changes: Changes = {};
  for (const name of Object.keys(KINDS) as (keyof typeof KINDS)[]) {
    if (typed[name] === undefined) continue;
    const shown = (list: readonly Stored[]) => [...new Set(
      list.filter(({ kind }) => kind === KINDS[name]).map(spelledReach))].join(', ');
    const [old, next] = [shown(before), shown(wanted)];
    if (old !== next) changes[name] = { old: old || null, new: next || null };
  }
  return changes;
}

/** Makes the given lists what is stored; a number that stays keeps its row, its words may not. */
export async function replaceReaches(tx: Tx, leadId: number, typed: Typed): Promise<void> {
  const wanted = readTyped(typed);
  const kinds = (Object.keys(KINDS) as (keyof typeof KINDS)[])
    .filter((name) => typed[name] !== undefined).map((name) => KINDS[name]);
  const keys = new Set(wanted.map(keyOfReach));
  const stored = await reachesOf(tx, leadId);
  const gone = stored.filter((reach) => kinds.includes(reach.kind) && !keys.has(keyOfReach(reach)));
  await tx.query({
    name: 'lead-reaches-drop',
    text: `
      delete from leads.reach r
      using jsonb_to_recordset($2::jsonb) as g (kind text, value text, extension text)
      where r.lead_id = $1 and r.kind = g.kind and r.value = g.value
        and r.extension is not distinct from g.extension`,
    values: [leadId, JSON.stringify(gone)],
  });
  await addReaches(tx, leadId, wanted);
  await respell(tx, leadId, stored, wanted);
}

/** «Иван» beside a number became «Пётр», or nothing. */
async function respell(
  tx: Tx, leadId: number, stored: readonly Stored[], wanted: readonly Stored[],
): Promise<void> {
  const spelled = new Set(stored.map(spelledReach));
  const changed = wanted.filter((reach) => !spelled.has(spelledReach(reach)));
  if (changed.length === 0) return;
  await tx.query({
    name: 'lead-reaches-respell',
    text: `
      update leads.reach r set raw = w.raw
      from jsonb_to_recordset($2::jsonb) as w (kind text, value text, extension text, raw text)
      where r.lead_id = $1 and r.kind = w.kind and r.value = w.value
        and r.extension is not distinct from w.extension`,
    values: [leadId, JSON.stringify(changed)],
  });
}
