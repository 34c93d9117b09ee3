// Attributes of products in lists: each name that any product uses is a field of the catalogue,
// to filter by, to group by, to show and to export. What 1C says and what we say are one there.
import type { AttributeValue } from '#contract/catalog';
import type { Context } from '#platform/context';
import { type Db, type Queryable, type Tx, wholeDatabase } from '#platform/database';
import { type Catalogue, extendCatalogue, type FieldDefinition } from '#platform/listing/catalogue';
import { foldedSql, foldText, likePattern } from '#platform/listing/fold-text';
import { walkOf } from '#platform/listing/walk';
import { refuse } from '#platform/refuse';
import { visibleProducts } from './visibility.ts';

type Attribute = { id: number; name: string; isNumber: boolean };

/** A list of more fields is no help to anybody; the rest are found by the text search. */
const ATTRIBUTES_MAX = 300;
/** A name that another process has met is offered here after so long. */
const STALE_MS = 30_000;
const NAME_MAX = 200;
const VALUES_MAX = 50;

/** As people and 1C write numbers. */
const NUMBER = /^-?\d{1,15}([.,]\d{1,9})?$/;
/** A few typing errors do not make words of numbers. */
const NUMBERS_SHARE = 0.9;
const RANGES = ['between', 'gte', 'lte', 'gt', 'lt'] as const;

/** As the index has it. */
const ALL = '(p.attributes || p.own_attributes)';

type Known = { attributes: readonly Attribute[]; readAt: number };
const known = new WeakMap<Db, Known>();

export async function loadAttributes(db: Db, now: Date): Promise<void> {
  const { rows } = await db.query<Attribute>(
    `select id, name, is_number as "isNumber" from catalog.attribute
     order by name limit ${ATTRIBUTES_MAX}`);
  known.set(wholeDatabase(db), { attributes: rows, readAt: now.getTime() });
}

/** What is known now; read again for the next question when it has grown old. */
function attributesOf(ctx: Context): readonly Attribute[] {
  const db = wholeDatabase(ctx.db);
  const found = known.get(db);
  if (!found || ctx.now().getTime() - found.readAt > STALE_MS) {
    known.set(db, { attributes: found?.attributes ?? [], readAt: ctx.now().getTime() });
    // Until it succeeds the older names stand.
    void loadAttributes(db, ctx.now()).catch(() => undefined);
  }
  return found?.attributes ?? [];
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Names that products are about to get: sizes are kept of names that are known. Of a new one the
 * values say whether it is a number.
 */
export async function noteAttributes(tx: Tx, objects: readonly Values[]): Promise<void> {
  const isNumber = new Map<string, boolean>();
  for (const [name, value] of objects.flatMap((each) => Object.entries(each))) {
    if (name.length === 0 || name.length > NAME_MAX) continue;
    isNumber.set(name, (isNumber.get(name) ?? true) && NUMBER.test(String(value)));
  }
  if (isNumber.size === 0) return;
  await tx.query({
    name: 'catalog-note-attributes',
    text: `insert into catalog.attribute (name, is_number)
      select n.name, n.is_number from unnest($1::text[], $2::bool[]) as n (name, is_number)
      where not exists (select from catalog.attribute a where a.name = n.name)
      order by n.name on conflict do nothing`,
    values: [[...isNumber.keys()], [...isNumber.values()]],
  });
}

/** Tells numbers from words anew: one reading of the catalogue, 2 s at 200,000 products. */
export async function settleAttributes(db: Db): Promise<void> {
  await db.query(`
    update catalog.attribute a set is_number = n.is_number
    from (
      select v.key as name,
        count(*) filter (where v.value ~ '${NUMBER.source}') >= ${NUMBERS_SHARE} * count(*)
          as is_number
      from catalog.product p cross join jsonb_each_text(${ALL}) v
      where p.deleted_at is null and v.value <> '' group by 1
    ) n where n.name = a.name and n.is_number <> a.is_number`);
}

const nameOf = (id: number) => `(select a.name from catalog.attribute a where a.id = ${id})`;

/** A text that looks like a number or a word of logic is that in what 1C sends, too. */
const typedJson = (value: string) => `(select case when ${value} ~ '^-?\\d{1,15}(\\.\\d{1,9})?$'
  then to_jsonb(${value}::numeric) when ${value} in ('true', 'false') then to_jsonb(${value}::bool)
  else to_jsonb(${value}) end)`;

const aliasOf = (id: number) => `size_${id}`;

/** The size of one attribute beside its product; joined where a statement names it. */
const joinOf = (id: number) => `left join catalog.product_size ${aliasOf(id)}
  on ${aliasOf(id)}.product_id = p.id and ${aliasOf(id)}.attribute_id = ${id}`;

function attributeFields({ id, name, isNumber }: Attribute): Record<string, FieldDefinition> {
  const column = `(${ALL} ->> ${nameOf(id)})`;
  const size = `${aliasOf(id)}.size`;
  const words: FieldDefinition = {
    label: name, type: 'choice', choiceSource: `attribute:${id}`, column, sortable: true,
    // What is no number has no size: it stands with those that say nothing.
    ...(isNumber ? {
      sortColumn: size, sortType: 'numeric',
      walk: walkOf(size, `${size} is not null`, `${aliasOf(id)}.product_id`),
    } : { sortColumn: `${column} collate "ru-x-icu"` }),
    // Both sides are met by the index of attributes.
    equalSql: (value) => `(${ALL} @> jsonb_build_object(${nameOf(id)}, ${value})
      or ${ALL} @> jsonb_build_object(${nameOf(id)}, ${typedJson(value)}))`,
  };
  const range: FieldDefinition = {
    label: `${name}: от–до`, type: 'number', column: size, operators: RANGES, onlyFilters: true,
  };
  return { [`attribute.${id}`]: words, ...(isNumber ? { [`size.${id}`]: range } : {}) };
}

/** What the fields of attributes name beside the product. */
export function attributeJoins(ctx: Context): Record<string, string> {
  return Object.fromEntries(attributesOf(ctx).map(({ id }) => [aliasOf(id), joinOf(id)]));
}

export function withAttributes(ctx: Context, catalogue: Catalogue): Catalogue {
  const attributes = attributesOf(ctx);
  if (attributes.length === 0) return catalogue;
  return extendCatalogue(catalogue,
    Object.fromEntries(attributes.flatMap((each) => Object.entries(attributeFields(each)))));
}

/** What visible products have in an attribute, the commonest first. */
export async function listAttributeValues(
  ctx: Context, { id, q = '' }: { id: number; q?: string },
): Promise<AttributeValue[]> {
  const exists = await attributeName(ctx.db, id);
  if (exists === undefined) throw refuse('record.missing');
  const visible = visibleProducts(ctx.actor, 'read', 2);
  const { rows } = await ctx.db.query<AttributeValue>(`
    select v.value, count(*)::int as count
    from (
      select ${ALL} ->> $1 as value from catalog.product p
      where p.deleted_at is null and ${ALL} ? $1 and (${visible.sql})) v
    where v.value <> '' and ${foldedSql('v.value')} like $2
    group by v.value order by count(*) desc, v.value limit ${VALUES_MAX}`,
  [exists, likePattern(foldText(q.trim()), 'contains'), ...visible.values]);
  return rows;
}

async function attributeName(on: Queryable, id: number): Promise<string | undefined> {
  const { rows } = await on.query<{ name: string }>(
    'select name from catalog.attribute where id = $1', [id]);
  return rows[0]?.name;
}
