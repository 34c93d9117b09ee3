// Cells of a list written as text, as a sheet is pasted: what a text means is decided here, the
// value then goes through the verb of a single edit.
import Type, { type TSchema } from 'typebox';
import { CHOICE_LABELS } from '#contract/choice-labels';
import type { MassAsked } from '#contract/mass';
import { kopecksFromDecimal } from '#contract/money';
import type { Context } from '#platform/context';
import { foldedSql, foldText } from '#platform/listing/fold-text';
import { refuse, refuseField } from '#platform/refuse';
import { defineAction, type MassAction, type RowOutcome, type RowWork } from './actions.ts';
import { trusted } from './field-edits.ts';

/** How one column is written; `read` gets a text that is not blank, and refuses in words. */
export type CellWriter = {
  /** Name of the field in the edit of the noun. */
  name: string;
  read: (ctx: Context, text: string, recordId: number) => Promise<unknown>;
};

export type CellWriters = {
  /** By the name of the column, which is a field of the catalogue. */
  fields: Readonly<Record<string, CellWriter>>;
  /** Columns of 1C: refused by name. */
  onec: readonly string[];
  /** Fields of one's own, named `custom.CODE`. */
  custom?: (ctx: Context, code: string, text: string) => Promise<unknown>;
};

export type CellTexts = Record<string, string>;

const CUSTOM = 'custom.';

/** Texts → the input of an edit; an empty text empties the field. */
export async function readCells(
  ctx: Context, { fields, custom }: CellWriters, { id, cells }: { id: number; cells: CellTexts },
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  const own: Record<string, unknown> = {};
  for (const [column, text] of Object.entries(cells)) {
    if (column.startsWith(CUSTOM) && custom) {
      const code = column.slice(CUSTOM.length);
      own[code] = await custom(ctx, code, text);
      continue;
    }
    const writer = fields[column]!;
    values[writer.name] = text.trim() === '' ? null : await writer.read(ctx, text.trim(), id);
  }
  return { ...values, ...(Object.keys(own).length > 0 ? { custom: own } : {}) };
}

/** Before anything begins: columns that 1C owns and those that nobody edits are refused by name. */
export function checkCells({ fields, onec, custom }: CellWriters, cells: CellTexts): void {
  const columns = Object.keys(cells);
  const locked = columns.filter((column) => onec.includes(column));
  if (locked.length > 0) {
    throw refuse('field.readOnly', undefined, locked.map((field) =>
      ({ field, reason: 'Поле ведёт 1С' })));
  }
  const unknown = columns.find((column) => !Object.hasOwn(fields, column)
    && !(custom && column.startsWith(CUSTOM)));
  if (unknown !== undefined) throw refuseField(unknown, 'Этот столбец в списке не правят.');
}

export const textCell = (name: string): CellWriter => ({ name, read: async (_ctx, text) => text });

/** «1 234,50 ₽» → 123450 */
export const moneyCell = (name: string): CellWriter => ({
  name,
  read: async (_ctx, text) => {
    const bare = text.replace(/[\s\u00a0\u202f\u2009₽]|руб\.?$/gi, '').replace(',', '.');
    const kopecks = kopecksFromDecimal(bare);
    if (kopecks === null) throw refuseField(name, `«${short(text)}»: нужна сумма, как 1200,50.`);
    return kopecks;
  },
});

export const choiceCell = (name: string, source: string): CellWriter => ({
  name,
  read: async (_ctx, text) => {
    const folded = foldText(text);
    const found = Object.entries(CHOICE_LABELS[source] ?? {})
      .find(([value, label]) => foldText(label) === folded || value === text);
    if (!found) throw refuseField(name, `«${short(text)}»: нет такого варианта.`);
    return found[0];
  },
});

export type Lookup = {
  /** Relation x with id and name. */
  relation: string;
  /** Which of them may be chosen; may speak of the record as $2. */
  alive: string;
  /** «такой стадии» */
  what: string;
  /** What else tells one, written as a condition over x and the text as typed, $3. */
  also?: string;
};

/** A name as the list shows it; two of one name are refused: nobody knows which is meant. */
export const referenceCell = (name: string, lookup: Lookup): CellWriter => ({
  name,
  read: async (ctx, text, recordId) => {
    const { relation, alive, what, also = 'false' } = lookup;
    const { rows } = await ctx.db.query<{ id: number }>(
      `select x.id from ${relation} x
       where (${foldedSql('x.name')} = $1::text or (${also})) and (${alive})
         and $2::bigint is not null and $3::text is not null limit 2`,
      [foldText(text), recordId, text]);
    if (rows.length === 1) return rows[0]!.id;
    throw refuseField(name, rows.length === 0 ? `«${short(text)}»: ${what} нет.`
      : `«${short(text)}»: подходит несколько, выберите в карточке.`);
  },
});

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

const CELLS_MAX = 60;
const CLOSED = { additionalProperties: false } as const;

type Edits<Undo> = {
  run: (
    ctx: Context, id: number, fields: Record<string, unknown>, asked?: MassAsked,
  ) => Promise<RowOutcome>;
  undo: RowWork<Undo>;
  /** What a refused row may ask for, and the shape of the answer. */
  asked?: { of: MassAction['asks']; answer: TSchema };
};

/** Cells of one row as an action of mass work: refusals by row, one undo for all of them. */
export function cellsAction<Undo>(
  right: MassAction['right'], writers: CellWriters, { run, undo, asked: asks }: Edits<Undo>,
): MassAction {
  return defineAction({
    title: 'Правка ячеек', right,
    input: Type.Object({
      cells: Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 20_000 }),
        { minProperties: 1, maxProperties: CELLS_MAX }),
      ...(asks ? { asked: Type.Optional(asks.answer) } : {}),
    }, CLOSED),
    check: ({ cells }) => checkCells(writers, cells as CellTexts),
    asks: asks?.of,
    run: async (ctx, id, { cells, asked }: { cells: CellTexts; asked?: MassAsked }) =>
      run(ctx, id, await readCells(ctx, writers, { id, cells }), asked),
    // Who gave a record away does not see it any more, and may take back what they did.
    undo: (ctx, id, back: Undo) => undo(trusted(ctx), id, back),
  });
}
