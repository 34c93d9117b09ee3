import type { ProductCreate, ProductEdit } from '#contract/catalog';
import { createProduct, editProduct, visibleProducts, withdrawProduct } from '#modules/catalog';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { prepared } from '#platform/prepared';
import { refuseBuiltUpon } from '../built-upon.ts';
import { customFields, foldCustom, moneyText, resolveCustom, shownCustom }
  from '../custom-values.ts';
import { gather } from '../problems.ts';
import { foldText } from '../read-values.ts';
import { pick, shownNamed, shownText } from '../shown.ts';
import type { Frame, ImportField, ImportKey, ImportRecord, ImportSubject, RowEdit, Values }
  from '../subject.ts';
import { findById, idField, named } from './shared.ts';

/** As price lists write the rates. */
const RATES = [
  ...['22', '20', '10', '0'].flatMap((code) =>
    [{ code, name: `${code} %` }, { code, name: `${code}%` }, { code, name: `НДС ${code}%` }]),
  { code: 'none', name: 'Без НДС' },
];

export const FIELDS: readonly ImportField[] = [
  {
    name: 'article', label: 'Артикул', kind: 'text', maxLength: 100,
    synonyms: ['код', 'арт', 'код товара', 'sku', 'article', 'каталожный номер', 'модель'],
  },
  {
    name: 'name', label: 'Название', kind: 'text', required: true, maxLength: 1000,
    synonyms: ['наименование', 'товар', 'номенклатура', 'наименование товара', 'name',
      'полное наименование', 'название товара'],
  },
  {
    name: 'unit', label: 'Единица', kind: 'text', maxLength: 30,
    synonyms: ['ед', 'ед изм', 'единица измерения', 'unit'],
  },
  {
    name: 'vatRate', label: 'НДС', kind: 'choice', options: RATES,
    synonyms: ['ставка ндс', 'ндс %', 'vat'], hint: '22, 20, 10, 0 или «без НДС»',
  },
  {
    name: 'group', label: 'Группа', kind: 'group',
    synonyms: ['группа товаров', 'категория', 'группа название', 'раздел'],
    hint: 'Название группы, которая уже есть',
  },
  {
    name: 'priceKopecks', label: 'Цена', kind: 'money',
    synonyms: ['цена руб', 'стоимость', 'розничная цена', 'прайс', 'price', 'цена с ндс'],
    hint: 'Рубли: 1234,56',
  },
  idField('товара'),
];

const KEYS: readonly ImportKey[] = [
  {
    name: 'article', label: 'Артикул', fields: ['article'],
    claims: ({ article }) => (article ? [`article ${foldText(String(article))}`] : []),
    find: async (ctx, { article }) => {
      if (!article) return [];
      const seen = visibleProducts(ctx.actor, 'read', 1);
      const { rows } = await ctx.db.query<{ id: number }>(prepared('import-products', `
        select p.id from catalog.product p
        where replace(lower(p.article), 'ё', 'е') = $1 and p.article is not null
          and p.deleted_at is null and (${seen.sql})
        order by p.id limit 5`, [foldText(String(article)), ...seen.values]));
      return rows.map(({ id }) => id);
    },
  },
  findById('catalog.product', 'product'),
];

type Row = {
  version: number; article: string | null; name: string; unit: string | null;
  vatRate: string | null; groupId: number | null; group: string | null;
  priceKopecks: number | null; custom: Record<string, unknown> | null;
};

async function read(
  ctx: Context, id: number, frame: Frame,
): Promise<ImportRecord | undefined> {
  const row = await one<Row>(ctx.db, {
    name: 'import-product',
    text: `select p.version, p.article, p.name, p.unit, p.vat_rate as "vatRate",
        p.group_id as "groupId", g.name as "group", p.price_kopecks as "priceKopecks", p.custom
      from catalog.product p left join catalog.product_group g on g.id = p.group_id
      where p.id = $1 and p.deleted_at is null`,
    values: [id],
  });
  if (!row) return undefined;
  const { priceKopecks } = row;
  return {
    version: row.version, title: row.article ? `${row.article} · ${row.name}` : row.name,
    values: {
      article: shownText(row.article), name: shownText(row.name), unit: shownText(row.unit),
      vatRate: {
        value: row.vatRate,
        text: RATES.find(({ code }) => code === row.vatRate)?.name ?? row.vatRate,
      },
      groupId: shownNamed(row.groupId, row.group),
      priceKopecks: {
        value: priceKopecks, text: priceKopecks === null ? null : moneyText(priceKopecks),
      },
      ...await shownCustom(ctx, 'product', row.custom, frame),
    },
  };
}

const resolve = (ctx: Context, values: Values, frame: Frame): Promise<Values> => gather([
  () => pick(values, ['article', 'name', 'unit', 'vatRate', 'priceKopecks']),
  () => named(values, 'group', frame.references.group),
  () => resolveCustom(ctx, 'product', values, frame),
]);

const inputOf = (values: Values) => ({
  ...pick(values, ['article', 'name', 'unit', 'vatRate', 'groupId', 'priceKopecks']),
  ...foldCustom(values),
});

async function edit(ctx: Context, { id, version, values }: RowEdit): Promise<void> {
  await editProduct(ctx, { ...inputOf(values) as Partial<ProductEdit>, id, version });
}

export const productImport: ImportSubject = {
  noun: 'products', entity: 'product', title: 'Товары', keys: KEYS,
  fields: (ctx) => [...FIELDS, ...customFields(ctx, 'product')],
  meets: (_on, rows) => Promise.resolve(rows.map(({ article }) =>
    (article ? [`article ${foldText(String(article))}`] : []))),
  resolve, read, edit, putBack: edit,
  create: async (ctx, values) => (await createProduct(ctx, inputOf(values) as ProductCreate)).id,
  withdraw: async (ctx, id) => {
    await refuseBuiltUpon(ctx, 'product', id);
    await withdrawProduct(ctx, id);
  },
};
