// The 1C of the demo company, speaking over the real signed wire.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { OnecResult } from '#contract/onec';
import { createBase, itemOf, type FakeBase, type FakeObject } from '#test/onec-fake/base';
import { createClient } from '#test/onec-fake/client';
import { obeyOnce } from '#test/onec-fake/obey';
import { createRandom } from '#test/onec-fake/random';
import { item, orderBody, paymentBody, type WireItem } from '#test/onec/items';
import type { DemoServer } from './demo-server.ts';

// As server/demo/exchange.ts introduces it.
export const PLACE = { ib: 'promtehnika-ut11', epoch: '1' };

export type Onec = {
  /** Sends and returns the verdicts. */
  push: (...items: WireItem[]) => Promise<OnecResult[]>;
  /** Sends what must be applied. */
  apply: (...items: WireItem[]) => Promise<void>;
  /** Fetches commands, does them in `base`, sends what changed and answers. */
  obey: (base: FakeBase) => Promise<void>;
};

/** A base of 1C that knows what is put into it, under the name of the demo's. */
export const emptyBase = (): FakeBase => createBase(createRandom(1), PLACE);

export function connectOnec({ url, onecKey }: DemoServer): Onec {
  const client = createClient({ url, ...onecKey, triesMax: 1 });
  const push = (...items: WireItem[]) => client.push(items as never);
  return {
    push,
    apply: async (...items) => {
      const results = await push(...items);
      assert.deepEqual(results.map(({ status }) => status), items.map(() => 'applied'),
        JSON.stringify(results));
    },
    obey: async (base) => {
      const changed: FakeObject[] = [];
      base.onWrite = (object) => changed.push(object);
      const send = () => client.push(changed.splice(0).map((object) => itemOf(base, object)));
      await obeyOnce({ client, base, send });
    },
  };
}

export const newUid = () => randomUUID();

/** One state of an order of this deal; `rev` grows with every state. */
export const order = (uid: string, rev: number, total: string, more: Record<string, unknown>) =>
  item('order', uid, rev, orderBody(total, more), PLACE);

export const payment = (
  uid: string, rev: number, paid: { orderUid: string; sum: string },
  more: Record<string, unknown> = {},
) => item('payment', uid, rev, paymentBody(paid.sum, [paid], more), PLACE);

/** Any item of the demo's base, for what must be refused. */
export const anyItem = (type: string, uid: string, body: object, rev = 1) =>
  item(type, uid, rev, body, PLACE);
