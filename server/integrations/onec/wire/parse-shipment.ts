// Body of a shipment, a return or a correction → row. A return subtracts; a correction carries
// its own sign on the wire.
import { SHIPMENT_KINDS, type ShipmentLineRow, type ShipmentRow } from '#contract/onec-rows';
import { LINES_MAX, SHORT_TEXT_MAX } from './limits.ts';
import { requireMoment } from './read-date.ts';
import { readExtra } from './read-extra.ts';
import { readList } from './read-lists.ts';
import { negated, requireDecimal, requireSum, type Sign } from './read-number.ts';
import { readFlag, readText, readUid, requireChoice } from './read-text.ts';
import { note, type Fields, type Reading } from './reading.ts';

const SHIPMENT_KEYS: ReadonlySet<string> = new Set([
  'kind', 'number', 'date', 'posted', 'deleted', 'companyUid', 'lines', 'extra',
]);

const SHIPMENT_LINE_KEYS: ReadonlySet<string> = new Set([
  'orderUid', 'lineUid', 'quantity', 'sum', 'extra',
]);

export function parseShipment(r: Reading, uid: string, body: Fields): ShipmentRow {
  const kind = requireChoice(r, body, 'kind', SHIPMENT_KINDS);
  const sign = kind === 'correction' ? 'signed' : 'positive';
  const parse = (reading: Reading, line: Fields) => parseShipmentLine(reading, line, sign);
  const lines = readList(r, body['lines'], { key: 'lines', max: LINES_MAX }, parse);
  if (kind === 'return') lines.forEach(turn);
  const totalKopecks = lines.reduce((sum, line) => sum + line.sumKopecks, 0);
  if (!Number.isSafeInteger(totalKopecks)) note(r, 'lines', 'Сумма строк больше допустимой');
  return {
    uid,
    kind,
    number: readText(r, body, 'number', SHORT_TEXT_MAX) ?? '',
    date: requireMoment(r, body, 'date'),
    posted: readFlag(r, body, 'posted'),
    deleted: readFlag(r, body, 'deleted', false),
    companyUid: readUid(r, body, 'companyUid'),
    totalKopecks,
    lines,
    extra: readExtra(r, body, SHIPMENT_KEYS),
  };
}

function parseShipmentLine(r: Reading, line: Fields, sign: Sign): ShipmentLineRow {
  return {
    orderUid: readUid(r, line, 'orderUid'),
    lineUid: readText(r, line, 'lineUid', SHORT_TEXT_MAX),
    quantity: requireDecimal(r, line, 'quantity', sign),
    sumKopecks: requireSum(r, line, 'sum', sign),
    extra: readExtra(r, line, SHIPMENT_LINE_KEYS),
  };
}

function turn(line: ShipmentLineRow): void {
  line.quantity = negated(line.quantity);
  line.sumKopecks = line.sumKopecks === 0 ? 0 : -line.sumKopecks;
}
