// The report of a run as a workbook: months of both sides first, then each object that differed.
import { writeXlsxStream, type CellValue } from 'hucre/xlsx';
import type { ReconcileMonth, ReconcileObject } from '#contract/reconcile';
import type { Db } from '#platform/database';
import { readObjects } from './read-run-parts.ts';
import { readReport } from './read-runs.ts';

/** Types of objects in workbooks. */
export const TYPE_NAMES: Record<string, string> = {
  order: 'Заказ', invoice: 'Счёт', payment: 'Оплата', shipment: 'Отгрузка', company: 'Компания',
  contact: 'Контакт', product: 'Товар', employee: 'Сотрудник',
};
const FAULTS: Record<ReconcileObject['fault'], string> = {
  missing: 'нет в Верстаке', differs: 'другое содержание', damaged: 'повреждено в Верстаке',
  gone: 'нет в 1С',
};

export const MONEY_FORMAT = '#,##0.00';
const COLUMNS = [
  { header: 'Вид', width: 14 }, { header: 'Месяц', width: 12 },
  { header: 'Документ', width: 22 }, { header: 'Дата', width: 12 },
  { header: '1С, штук', width: 12 }, { header: '1С, сумма', width: 18, numFmt: MONEY_FORMAT },
  { header: 'Верстак, штук', width: 14 },
  { header: 'Верстак, сумма', width: 18, numFmt: MONEY_FORMAT },
  { header: 'Разница, сумма', width: 18, numFmt: MONEY_FORMAT }, { header: 'Итог', width: 34 },
  { header: 'Идентификатор', width: 38 },
];

export const roublesCell = (kopecks: number | null): CellValue =>
  (kopecks === null ? null : kopecks / 100);

function monthRow(month: ReconcileMonth): CellValue[] {
  const { onec, ours } = month;
  const difference = onec ? ours.sumKopecks - onec.sumKopecks : null;
  const outcome = month.differs
    ? `разошлось ${month.found}, осталось ${month.left}` : 'совпало';
  return [
    TYPE_NAMES[month.type] ?? month.type, month.month === 'all' ? 'все' : month.month, null, null,
    onec?.count ?? null, roublesCell(onec?.sumKopecks ?? null), ours.count,
    roublesCell(ours.sumKopecks),
    roublesCell(difference), outcome, null,
  ];
}

function objectRow(object: ReconcileObject): CellValue[] {
  const settled = { restored: 'исправлено', removed: 'удалено' };
  const { onecKopecks, ourKopecks, settlement, day } = object;
  return [
    TYPE_NAMES[object.type] ?? object.type, object.month === 'all' ? 'все' : object.month,
    object.name, day ? new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) : null,
    onecKopecks === null ? null : 1, roublesCell(onecKopecks), ourKopecks === null ? null : 1,
    roublesCell(ourKopecks), null,
    `${FAULTS[object.fault]}: ${settlement ? settled[settlement] : 'расходится'}`, object.uid,
  ];
}

const PAGE = 200;

async function* rowsOf(db: Db, id: number, months: ReconcileMonth[]): AsyncGenerator<CellValue[]> {
  for (const month of months) yield monthRow(month);
  for (let offset = 0; ; offset += PAGE) {
    const { items } = await readObjects(db, id, { offset, limit: PAGE });
    for (const object of items) yield objectRow(object);
    if (items.length < PAGE) return;
  }
}

export async function reportFile(
  db: Db, id: number,
): Promise<{ fileName: string; bytes: AsyncIterable<Uint8Array> }> {
  const { run, months } = await readReport(db, id);
  const bytes = writeXlsxStream(rowsOf(db, id, months), {
    name: 'Сверка', freezePane: { rows: 1 }, columns: COLUMNS,
  }) as unknown as AsyncIterable<Uint8Array>;
  return { fileName: `Сверка ${run.ib} ${run.createdAt.slice(0, 10)}.xlsx`, bytes };
}
