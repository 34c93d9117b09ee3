// The reconciliation as the demo's 1C answers it: with what Verstak has had before it was damaged.
import { createHash } from 'node:crypto';
import { decimalFromKopecks } from '#contract/money';
import type { OnecDifferences, OnecRepair, OnecWelcome } from '#contract/onec';
import { createClient } from '#test/onec-fake/client';
import type { DemoServer } from './demo-server.ts';
import { PLACE } from './onec.ts';

export type Remembered = {
  uid: string; rev: number; sha256: string; total: number; month: string;
};

export type OnecDigest = {
  /** The payments that 1C has. */
  remember: () => Promise<Remembered[]>;
  /** Says hello; whether the answer asks for a digest. */
  isAsked: () => Promise<boolean>;
  /** Compares these payments with the server; returns what is to be sent again. */
  compare: (payments: Remembered[]) => Promise<string[]>;
};

const PATH = '/api/1c/v1/digest';

function rowsOf(months: Map<string, Remembered[]>) {
  return [...months].map(([month, items]) => ({
    type: 'payment', month, count: items.length,
    sum: decimalFromKopecks(items.reduce((total, one) => total + one.total, 0)),
    hash: createHash('sha256')
      .update(items.map(({ uid, sha256 }) => `${uid}:${sha256}\n`).join('')).digest('hex'),
  }));
}

export function onecDigest({ url, onecKey, db }: DemoServer): OnecDigest {
  const client = createClient({ url, ...onecKey, triesMax: 1 });
  return {
    remember: async () => {
      const { rows } = await db.query<Remembered>(
        `select o.uid, o.rev, encode(o.sha256, 'hex') as sha256, o.total_kopecks as total,
           to_char(make_date(o.month / 12, o.month % 12 + 1, 1), 'YYYY-MM') as month
         from onec.object o join onec.base b on b.id = o.base_id and b.ib = $1
         where o.type = 3 and not o.deleted order by o.uid`, [PLACE.ib]);
      return rows;
    },
    isAsked: async () =>
      (await client.post<OnecWelcome>('/api/1c/v1/hello', PLACE)).wantDigest !== undefined,
    compare: async (payments) => {
      const months = Map.groupBy(payments, ({ month }) => month);
      const { differ } = await client.post<OnecDifferences>(
        PATH, { ...PLACE, rows: rowsOf(months) });
      const resend: string[] = [];
      for (const { type, month } of differ) {
        const items = (months.get(month) ?? [])
          .map(({ uid, rev, sha256 }) => ({ uid, rev, sha256 }));
        const repair = await client.post<OnecRepair>(PATH, { ...PLACE, type, month, items });
        resend.push(...repair.resend);
      }
      return resend;
    },
  };
}
