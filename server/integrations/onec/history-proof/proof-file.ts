// The proof of a load as a workbook: months of both sides, each followed by what differs in it.
import { writeXlsxStream, type CellValue } from 'hucre/xlsx';
import type { ProofMonth, ProofObject } from '#contract/history-proof';
import type { Db } from '#platform/database';
import { MONEY_FORMAT, roublesCell, TYPE_NAMES } from '../reconcile/report-file.ts';
import { readProof, readProofObjects } from './read-proof.ts';

const FAULTS: Record<ProofObject['fault'], string> = {
  missing: 'нет в Верстаке', waiting: 'ждёт в карантине', differs: 'другая сумма или месяц',
  newer: 'в 1С изменён позже',
};

const COLUMNS = [
  { header: 'Вид', width: 14 }, { header: 'Месяц', width: 12 },
  { header: 'Документ', width: 22 }, { header: 'Дата', width: 12 },
  { header: 'Строка файла', width: 14 },
  { header: 'В файле, штук', width: 14 },
  { header: 'В файле, сумма', width: 18, numFmt: MONEY_FORMAT },
  { header: 'Верстак, штук', width: 14 },
  { header: 'Верстак, сумма', width: 18, numFmt: MONEY_FORMAT },
  { header: 'Разница, штук', width: 14 },
  { header: 'Разница, сумма', width: 18, numFmt: MONEY_FORMAT },
  { header: 'Итог', width: 34 }, { header: 'Идентификатор', width: 38 },
];

const monthCell = (month: string) => (month === 'all' ? 'все' : month);

export const faultsOf = ({ missing, waiting, differs, newer }: ProofMonth): number =>
  missing + waiting + differs + newer;

function monthRow(month: ProofMonth): CellValue[] {
  const { said, held } = month;
  const words = (Object.keys(FAULTS) as (keyof typeof FAULTS)[])
    .filter((fault) => month[fault] > 0).map((fault) => `${FAULTS[fault]}: ${month[fault]}`);
  return [
    TYPE_NAMES[month.type] ?? month.type, monthCell(month.month), null, null, null,
    said.count, roublesCell(said.sumKopecks), held.count, roublesCell(held.sumKopecks),
    held.count - said.count, roublesCell(held.sumKopecks - said.sumKopecks),
    words.join(', ') || 'сошлось', null,
  ];
}

function objectRow(object: ProofObject): CellValue[] {
  const { saidKopecks, heldKopecks, heldItem, fault } = object;
  return [
    TYPE_NAMES[object.type] ?? object.type, monthCell(object.month), object.name, object.on,
    object.line, 1, roublesCell(saidKopecks),
    heldKopecks === null ? 0 : 1, roublesCell(heldKopecks),
    heldKopecks === null ? -1 : 0, roublesCell((heldKopecks ?? 0) - saidKopecks),
    heldItem ? `${FAULTS[fault]}: ${heldItem.reason}` : FAULTS[fault], object.uid,
  ];
}

const PAGE = 200;

async function* rowsOf(db: Db, id: number, months: ProofMonth[]): AsyncGenerator<CellValue[]> {
  for (const month of months) {
    yield monthRow(month);
    for (let offset = 0; faultsOf(month) > 0; offset += PAGE) {
      const { items } = await readProofObjects(db, id, { ...month, offset, limit: PAGE });
      for (const object of items) yield objectRow(object);
      if (items.length < PAGE) break;
    }
  }
}

export async function proofFile(
  db: Db, id: number,
): Promise<{ fileName: string; bytes: AsyncIterable<Uint8Array> }> {
  const { file, months } = await readProof(db, id);
  const bytes = writeXlsxStream(rowsOf(db, id, months), {
    name: 'Загрузка истории', freezePane: { rows: 1 }, columns: COLUMNS,
  }) as unknown as AsyncIterable<Uint8Array>;
  return { fileName: `Доказательство загрузки ${file.name}.xlsx`, bytes };
}
