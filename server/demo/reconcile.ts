// The demo's night: two payments had not come, the reconciliation finds them and 1C sends them
// again, through the same doors as a customer's base.
import { createHash } from 'node:crypto';
import { decimalFromKopecks, kopecksFromDecimal } from '#contract/money';
import {
  compareMonths, compareObjects, itemSha256, receiveItems, type Inbox,
} from '#integrations/onec';
import type { SaleDocument } from './onec-documents.ts';

type Place = { ib: string; epoch: string };
type Body = { number: string; date: string; total?: string; lines?: { sum: string }[] };

const shaOf = (body: object) => itemSha256(body) ?? '';

/** The last state of every document. */
function lastStates(documents: SaleDocument[]): SaleDocument[] {
  const last = new Map<string, SaleDocument>();
  for (const document of documents) {
    const known = last.get(document.uid);
    if (!known || known.rev < document.rev) last.set(document.uid, document);
  }
  return [...last.values()];
}

function totalOf({ body }: SaleDocument): number {
  const { total, lines = [] } = body as Body;
  if (total !== undefined) return kopecksFromDecimal(total) ?? 0;
  return lines.reduce((sum, line) => sum + (kopecksFromDecimal(line.sum) ?? 0), 0);
}

const monthOf = ({ body }: SaleDocument) => (body as Body).date.slice(0, 7);

function digestRows(documents: SaleDocument[]) {
  const groups = Map.groupBy(documents, (one) => `${one.type} ${monthOf(one)}`);
  return [...groups].map(([key, group]) => {
    const [type = '', month = ''] = key.split(' ');
    const lines = group.map(({ uid, body }) => `${uid}:${shaOf(body)}\n`).sort();
    return {
      type, month, count: group.length,
      sum: decimalFromKopecks(group.reduce((sum, one) => sum + totalOf(one), 0)),
      hash: createHash('sha256').update(lines.join('')).digest('hex'),
    };
  });
}

/** Two payments of the middle of the quarter: their deals are paid by the evening all the same. */
export function heldBack(documents: SaleDocument[]): SaleDocument[] {
  const payments = documents.filter(({ type }) => type === 'payment');
  const middle = Math.floor(payments.length / 2);
  return payments.slice(middle, middle + 2);
}

export async function reconcileDemo(
  inbox: Inbox, place: Place,
  { documents, toItem }: { documents: SaleDocument[]; toItem: (one: SaleDocument) => object },
): Promise<void> {
  const last = lastStates(documents);
  const { differ } = await compareMonths(inbox, { ...place, rows: digestRows(last) });
  for (const { type, month } of differ) {
    const group = last.filter((one) => one.type === type && monthOf(one) === month);
    const { resend } = await compareObjects(inbox, {
      ...place, type, month,
      items: group.map((one) => ({
        uid: one.uid, rev: one.rev, sha256: shaOf(one.body),
        on: (one.body as Body).date.slice(0, 10), sum: decimalFromKopecks(totalOf(one)),
        name: (one.body as Body).number,
      })),
    });
    const again = group.filter(({ uid }) => resend.includes(uid));
    await receiveItems(
      inbox, again.map((one) => ({ value: toItem(one), line: null })), { kind: 'push' });
  }
}
