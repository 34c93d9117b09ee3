import { useMemo } from 'react';
import type { FieldInfo } from '#contract/listing';
import type { CustomValues } from '#contract/primitives';
import { customColumns } from '../custom/custom-columns.tsx';
import { useCustomFields } from '../custom/use-custom-fields.ts';
import { dueEdit } from '../form/typed-due.ts';
import { ENTITY_OF } from '../mass/nouns.ts';
import type { CellEdit, DataColumn } from '../table/column.ts';
import { cellText, isNumeric } from './cell-value.tsx';
import { readColumns, withWidth, writeColumns } from './columns.ts';
import type { ColumnChoice } from './columns.ts';
import { useListLayout } from './use-layout.ts';
import type { Noun } from './use-layout.ts';
import { isOnecField, isWritten, typedText } from './written-fields.ts';

type RowOf = { id: number; cells?: Record<string, unknown>; custom?: CustomValues };

const WIDTHS: Partial<Record<FieldInfo['type'], number>> = {
  text: 180, reference: 170, money: 120, moment: 140,
};

const editOf = <Row extends RowOf>(field: FieldInfo): CellEdit<Row> => (field.type === 'moment' ? (
  dueEdit<Row>((row) => row.cells?.[field.name] as string | null)
) : {
  text: (row) => typedText(field, row.cells?.[field.name]),
  ...(field.source ? { source: field.source } : {}),
});

/** A column of a field that the list has no drawing of its own for. */
export function columnOf<Row extends RowOf>(noun: Noun, field: FieldInfo): DataColumn<Row> {
  const text = (row: Row) => cellText(field, row.cells?.[field.name]);
  return {
    id: field.name, header: field.label, widthPx: WIDTHS[field.type] ?? 104, cell: text,
    copy: (row) => typedText(field, row.cells?.[field.name]),
    ...(isWritten(noun, field) ? { edit: editOf<Row>(field) } : {}),
    ...(isOnecField(noun, field) ? { isOnec: true } : {}),
    ...(isNumeric(field) ? { align: 'right' as const } : {}),
    ...(field.sortable ? { sortField: field.name } : {}),
  };
}

type ColumnsAsked<Row> = {
  noun: Noun;
  /** Drawn by the list itself; their ids are fields of the catalogue. */
  own: DataColumn<Row>[];
  fields: FieldInfo[];
  /** `columns` of the address. */
  text: string | undefined;
  /** With a saved view open, a change belongs to it and goes into the address. */
  inView: boolean;
  onText: (text: string | undefined) => void;
};

export type ListColumns<Row> = {
  columns: DataColumn<Row>[];
  choices: ColumnChoice[];
  /** Fields for `columns=` of the list, those that it does not bring anyway. */
  asked: string | undefined;
  change: (choices: ColumnChoice[] | null) => void;
  resize: (field: string, widthPx: number) => void;
};

/** Columns of a list: the address first, then what the person keeps, then the list's own. */
export function useColumns<Row extends RowOf>(ask: ColumnsAsked<Row>): ListColumns<Row> {
  const { noun, fields, text, inView, onText } = ask;
  const custom = useCustomFields(ENTITY_OF[noun]);
  const own = useMemo(() => [...ask.own, ...customColumns<Row>(custom)], [ask.own, custom]);
  const { layout, save } = useListLayout(noun);
  const written = text ?? (inView ? null : layout?.columns);
  const built = useMemo(() => {
    const wanted = readColumns(written)
      ?? own.filter(({ isExtra }) => !isExtra).map(({ id }) => ({ field: id, widthPx: null }));
    const pairs = wanted.flatMap((choice) => {
      const field = fields.find(({ name }) => name === choice.field);
      const column = own.find(({ id }) => id === choice.field)
        ?? (field ? columnOf<Row>(noun, field) : undefined);
      if (!column) return [];
      const sized = choice.widthPx === null ? column
        : { ...column, widthPx: choice.widthPx, leastPx: choice.widthPx, grows: false };
      return [{ choice, column: sized }];
    });
    const asked = pairs.map(({ column }) => column.id)
      .filter((id) => !own.some((each) => each.id === id));
    return {
      columns: pairs.map(({ column }) => column),
      choices: pairs.map(({ choice }) => choice),
      asked: asked.length === 0 ? undefined : asked.join(','),
    };
  }, [noun, own, fields, written]);
  const change = (choices: ColumnChoice[] | null) => {
    const next = choices ? writeColumns(choices) : null;
    if (inView || text !== undefined) onText(next ?? undefined);
    else save({ columns: next });
  };
  return {
    ...built, change, resize: (field, px) => change(withWidth(built.choices, field, px)),
  };
}
