import type { CustomField } from '#contract/custom-fields';
import type { CustomValues } from '#contract/primitives';
import { customName } from '#contract/custom-fields';
import type { CellEdit, DataColumn } from '../table/column.ts';
import { CustomText } from './custom-text.tsx';
import { customSource, typedCustom } from './custom-typed.ts';

const WIDTHS: Partial<Record<CustomField['kind'], number>> = {
  text: 160, number: 96, money: 120, date: 104, flag: 80,
};
const WIDTH_PX = 140;
const UNSORTED = new Set<CustomField['kind']>(['multiList', 'employee', 'company', 'file']);

type RowOf = { custom?: CustomValues };

function editOf<Row extends RowOf>(field: CustomField): CellEdit<Row> {
  const source = customSource(field);
  return {
    text: (row) => typedCustom(field, row.custom?.[field.code]), ...(source ? { source } : {}),
  };
}

/** A column of a list for each field that the reader may see. */
export function customColumns<Row extends RowOf>(
  fields: CustomField[],
): DataColumn<Row>[] {
  return fields.map((field) => ({
    id: customName(field.code),
    header: field.name,
    widthPx: WIDTHS[field.kind] ?? WIDTH_PX,
    ...(field.kind === 'number' || field.kind === 'money' ? { align: 'right' as const } : {}),
    ...(UNSORTED.has(field.kind) ? {} : { sortField: customName(field.code) }),
    ...(field.kind !== 'file' && field.mayEdit ? { edit: editOf<Row>(field) } : {}),
    ...(field.isListed ? {} : { isExtra: true }),
    cell: (row: Row) => <CustomText field={field} value={row.custom?.[field.code]} />,
  }));
}
