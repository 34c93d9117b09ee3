// Products as views, exports and mass work see them.
import Type from 'typebox';
import { ProductEdit } from '#contract/catalog';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { defineAction, type MassSubject, type RowOutcome } from '#platform/mass/actions';
import {
  cellsAction, type CellWriters, choiceCell, moneyCell, referenceCell, textCell,
} from '#platform/mass/cells';
import { fieldEdits } from '#platform/mass/field-edits';
import { customCell } from '#modules/fields';
import { editProduct } from './edit-product.ts';
import { productSource } from './list-products.ts';
import { lockProduct } from './product-record.ts';
import { visibleProducts } from './visibility.ts';

/** One name or article for many would be a mistake, one price too. */
const { groupId, unit, vatRate, custom } = ProductEdit.properties;
const CLOSED = { additionalProperties: false } as const;
const EDIT = { entity: 'product', action: 'edit' } as const;

const lock = (ctx: Context, id: number) =>
  inTransaction(ctx.db, (tx) => lockProduct(tx, ctx, id));

const edits = fieldEdits({
  lock,
  edit: (ctx, input) => editProduct(ctx, input as ProductEdit & { id: number }),
  names: ['article', 'name', 'unit', 'vatRate', 'groupId', 'priceKopecks', 'ownAttributes'],
});

/** One attribute of each product; the others stay. An empty value takes it away. */
async function setAttribute(
  ctx: Context, id: number, { name, value }: { name: string; value: string | null },
): Promise<RowOutcome> {
  const { ownAttributes } = await lock(ctx, id);
  const clean = value?.trim() ?? '';
  const rest = Object.entries(ownAttributes).filter(([key]) => key !== name.trim());
  const next = clean ? [...rest, [name.trim(), clean] as const] : rest;
  return edits.run(ctx, id, { ownAttributes: Object.fromEntries(next) });
}

const CELLS: CellWriters = {
  onec: [],
  custom: customCell('product'),
  fields: {
    article: textCell('article'), name: textCell('name'), unit: textCell('unit'),
    vatRate: choiceCell('vatRate', 'vatRates'), priceKopecks: moneyCell('priceKopecks'),
    group: referenceCell('groupId', {
      relation: 'catalog.product_group', alive: 'true', what: 'такой группы',
    }),
  },
};

export const productSubject: MassSubject = {
  noun: 'products',
  entity: 'product',
  title: 'Товары',
  source: productSource,
  exportable: (actor) => visibleProducts(actor, 'export'),
  rowTitle: `concat_ws(' · ', nullif(p.article, ''), p.name)`,
  actions: {
    edit: defineAction({
      title: 'Правка полей', right: EDIT,
      input: Type.Partial(Type.Object({ groupId, unit, vatRate, custom }),
        { ...CLOSED, minProperties: 1 }),
      ...edits,
    }),
    setAttribute: defineAction({
      title: 'Характеристика', right: EDIT,
      input: Type.Object({
        name: Type.String({ minLength: 1, maxLength: 100 }),
        value: Type.Union([Type.String({ maxLength: 1000 }), Type.Null()]),
      }, CLOSED),
      run: setAttribute, undo: edits.undo,
    }),
    cells: cellsAction(EDIT, CELLS, edits),
  },
};
