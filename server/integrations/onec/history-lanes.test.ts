// How a portion of history is shared between lanes: whatever the portion is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agree, placesOf, shareLanes, startInLanes, type Flight } from './history-lanes.ts';
import type { ReceivedItem } from './received.ts';

type Drawn = { type: string; uid: string; company: string | null; isDelete: boolean };

const drawn = fc.record({
  type: fc.constantFrom('order', 'invoice', 'payment', 'shipment', 'company', 'employee'),
  uid: fc.integer({ min: 1, max: 150 }).map(String),
  company: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e')),
  isDelete: fc.boolean(),
});

const toItem = ({ type, uid, company, isDelete }: Drawn, index: number) => ({
  index, key: `${type} ${uid}`, value: null, line: index + 1,
  envelope: { type, uid, lane: 'backfill' },
  snapshot: isDelete ? null : { type, row: { companyUid: company } },
}) as unknown as ReceivedItem;

test('every item goes somewhere once, an object stays in its lane and in its order', () => {
  fc.assert(fc.property(fc.array(drawn, { minLength: 100, maxLength: 400 }), (rows) => {
    const items = rows.map(toItem);
    const { first, lanes } = shareLanes(items);
    const all = [first, ...lanes];
    assert.deepEqual(all.flat().map(({ index }) => index).sort((a, b) => a - b),
      items.map(({ index }) => index));
    assert.ok(lanes.flat().every(({ envelope }) =>
      !['company', 'employee'].includes(envelope.type)));
    const laneOf = new Map<string, number>();
    for (const [lane, part] of all.entries()) {
      for (const [place, { index, envelope }] of part.entries()) {
        const key = `${envelope.type} ${envelope.uid}`;
        assert.equal(laneOf.get(key) ?? lane, lane, key);
        laneOf.set(key, lane);
        assert.ok(place === 0 || part[place - 1]!.index < index);
      }
    }
  }), { numRuns: 60 });
});

test('documents of one company share a lane, and both lanes have work', () => {
  const items = Array.from({ length: 200 }, (_, index) => toItem({
    type: 'order', uid: String(index), company: `c${index % 10}`, isDelete: false,
  }, index));
  const { first, lanes } = shareLanes(items);
  assert.deepEqual([first.length, ...lanes.map((lane) => lane.length)], [0, 100, 100]);
  const companies = lanes.map((lane) => new Set(lane.map(({ snapshot }) =>
    (snapshot!.row as { companyUid: string }).companyUid)));
  assert.equal([...companies[0]!].filter((company) => companies[1]!.has(company)).length, 0);
});

test('what lives and what is little stays whole', () => {
  const few = Array.from({ length: 50 }, (_, index) => toItem({
    type: 'order', uid: String(index), company: 'a', isDelete: false,
  }, index));
  assert.deepEqual(shareLanes(few), { first: few, lanes: [] });
  const many = Array.from({ length: 120 }, (_, index) => toItem({
    type: 'order', uid: String(index), company: `c${index}`, isDelete: false,
  }, index));
  many[7]!.envelope.lane = 'money';
  assert.deepEqual(shareLanes(many), { first: many, lanes: [] });
});

test('a lane goes on alone while objects keep their companies, and waits when one moves', () => {
  const portion = fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 100, maxLength: 300 });
  const company = (uid: number) => (uid % 4 === 0 ? null : `c${uid % 11}`);
  const toItems = (uids: number[], move = 0) => uids.map((uid, index) => toItem({
    type: 'order', uid: String(uid), company: company(uid + move), isDelete: false,
  }, index));
  fc.assert(fc.property(portion, portion, (before, after) => {
    const places = placesOf(shareLanes(toItems(before)).lanes);
    const kept = shareLanes(toItems(after), places).lanes;
    assert.ok(agree(kept, places));
    assert.equal(kept.flat().length, after.length);
    const moved = shareLanes(toItems(after, 1), places).lanes;
    const strays = moved.some((lane, at) => lane.some(({ key }) =>
      (places.get(key) ?? at) !== at));
    assert.ok(!strays || !agree(moved, places));
  }), { numRuns: 60 });
});

test('only documents read without fault go past a lane that is still at work', async () => {
  const orders = (move: number, type = 'order') => Array.from({ length: 100 }, (_, uid) => {
    const drawing = { type, uid: String(uid), company: `c${(uid + move) % 3}`, isDelete: false };
    const item = toItem(drawing, uid);
    return { ...item, envelope: { ...item.envelope, ib: 'ut' } };
  });
  const before: Flight = {
    // The second lane and the end of the portion never come.
    lanes: [Promise.resolve({ outcomes: [], arrived: new Set() }), new Promise(() => undefined)],
    places: placesOf(shareLanes(orders(0)).lanes), isPlain: true,
    landed: new Promise(() => undefined),
  };
  const begun = async (ready: ReceivedItem[], more: Partial<Flight> = {}, held: unknown[] = []) => {
    let begins = 0;
    const db = { connect: () => Promise.reject(new Error(`The ${begins += 1}th`)) };
    startInLanes({ db: db as never, now: () => new Date() }, {
      items: [], sorted: {
        ready, held: held as never, strangers: [], outcomes: [], guarded: new Set(),
        bases: new Map([['ut', { id: 1 } as never]]), origin: { kind: 'file', fileId: 1, name: '' },
      },
    }, { ...before, ...more });
    await new Promise(setImmediate);
    return begins;
  };
  assert.equal(await begun(orders(0)), 1, 'the lane that has ended goes on');
  assert.equal(await begun(orders(1)), 0, 'objects are with other companies now');
  assert.equal(await begun(orders(0), { isPlain: false }), 0, 'the portion before held something');
  assert.equal(await begun(orders(0), {}, [{}]), 0, 'this one did');
  assert.equal(await begun([...orders(0), ...orders(0, 'company')]), 0, 'reference books go first');
});
