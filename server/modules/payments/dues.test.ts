// Plan against fact by plain arithmetic: rouble by rouble, with nothing shared but the definitions.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { duesOf, sumsOfDues, type Due, type OpenOrder } from './dues.ts';
import { stageStates } from './payment-schedule.ts';

const day = (number: number) => `2026-03-${String(number).padStart(2, '0')}`;
const TODAY = day(15);

const part = fc.record({
  on: fc.integer({ min: 1, max: 28 }), sum: fc.integer({ min: -4, max: 9 }),
});

/** Sums of a few kopecks: each can be laid on its stage one by one. */
const flow = fc.record({
  stages: fc.array(fc.record({
    payOn: fc.option(fc.integer({ min: 1, max: 28 })), sum: fc.integer({ min: 0, max: 9 }),
  }), { maxLength: 4 }),
  payments: fc.array(part, { maxLength: 5 }),
  shipments: fc.array(part, { maxLength: 4 }),
});
type Flow = typeof flow extends fc.Arbitrary<infer T> ? T : never;

const byDay = <T extends { on: number }>(parts: T[]) => parts.toSorted((a, b) => a.on - b.on);
const sumOf = (parts: { sum: number }[]) => parts.reduce((all, { sum }) => all + sum, 0);

function orderOf({ stages, payments, shipments }: Flow): OpenOrder {
  const planned = stages.map(({ payOn, sum }, index) => ({
    position: index + 1, variant: 'credit' as const,
    payOn: payOn === null ? null : day(payOn), sumKopecks: sum,
  })).toSorted((a, b) => (a.payOn ?? '9').localeCompare(b.payOn ?? '9') || a.position - b.position);
  return {
    baseId: 1, uid: 'o', currency: 'RUB', stages: planned,
    paidKopecks: sumOf(payments), shippedKopecks: sumOf(shipments),
    shipments: byDay(shipments).map(({ on, sum }) => ({ on: day(on), sumKopecks: sum })),
  };
}

/** Every kopeck of the schedule in order; money takes them away from the front. */
function naive({ stages, paidKopecks, shippedKopecks }: OpenOrder) {
  const kopecks = stages.flatMap((stage) => Array.from({ length: stage.sumKopecks }, () => stage));
  const open = kopecks.slice(Math.max(0, paidKopecks));
  const owed = Math.max(0, shippedKopecks - paidKopecks);
  return {
    expected: open.length,
    overdue: open.filter(({ payOn }) => payOn !== null && payOn < TODAY).length,
    next: open.map(({ payOn }) => payOn).filter((payOn) => payOn !== null).toSorted()[0] ?? null,
    owed,
    owedByDay: open.slice(0, owed).map(({ payOn }) => payOn),
  };
}

test('sums of the open parts equal a count kopeck by kopeck', () => {
  fc.assert(fc.property(flow, (given) => {
    const order = orderOf(given);
    const dues = duesOf(order);
    const want = naive(order);
    assert.deepEqual(sumsOfDues(dues, TODAY), {
      overdueKopecks: want.overdue, receivableKopecks: want.owed,
      expectedKopecks: want.expected, nextPayOn: want.next,
    });
    const onStages = dues.filter(({ position }) => position > 0)
      .flatMap(({ payOn, receivableKopecks }) =>
        Array.from({ length: receivableKopecks }, () => payOn));
    assert.deepEqual(onStages, want.owedByDay);
    const keys = dues.map((due: Due) => due.position);
    assert.equal(new Set(keys).size, keys.length);
  }));
});

test('a stage is covered on the day since which its money has stood without a break', () => {
  fc.assert(fc.property(flow, (given) => {
    const order = orderOf(given);
    const received = byDay(given.payments).map(({ on, sum }) => ({ on: day(on), sumKopecks: sum }));
    let due = 0;
    for (const stage of stageStates(order.stages, received, TODAY)) {
      due += stage.sumKopecks;
      if (stage.coveredKopecks < stage.sumKopecks) {
        assert.equal(stage.coveredOn, null);
        continue;
      }
      const balances = received.map((_, index) => received.slice(0, index + 1)
        .reduce((sum, { sumKopecks }) => sum + sumKopecks, 0));
      const lastShort = balances.findLastIndex((balance) => balance < due);
      const standsFromTheStart = due <= 0 && lastShort === -1;
      assert.equal(stage.coveredOn,
        standsFromTheStart ? null : received[lastShort + 1]?.on ?? null);
    }
  }));
});

test('shipped beyond the schedule ages from the shipment that money does not reach', () => {
  const dues = duesOf({
    baseId: 1, uid: 'o', currency: 'RUB', paidKopecks: 60, shippedKopecks: 100, stages: [],
    shipments: [{ on: day(1), sumKopecks: 50 }, { on: day(9), sumKopecks: 50 }],
  });
  assert.deepEqual(dues.map(({ position, agedOn, receivableKopecks, uncoveredKopecks }) =>
    ({ position, agedOn, receivableKopecks, uncoveredKopecks })),
  [{ position: 0, agedOn: day(9), receivableKopecks: 40, uncoveredKopecks: 0 }]);
});

test('late is counted to the payment, or to today while it is open', () => {
  const stages = [
    { variant: 'prepayment' as const, payOn: day(2), sumKopecks: 50 },
    { variant: 'credit' as const, payOn: day(10), sumKopecks: 50 },
    { variant: 'credit' as const, payOn: day(20), sumKopecks: 50 },
  ];
  const states = stageStates(stages, [{ on: `${day(5)}T10:00:00`, sumKopecks: 60 }], TODAY);
  assert.deepEqual(states.map(({ state, coveredKopecks, daysLate }) =>
    [state, coveredKopecks, daysLate]),
  [['covered', 50, 3], ['overdue', 10, 5], ['waiting', 0, 0]]);
});

test('what is to be paid today is not late, what has come in part says so', () => {
  const stageOn = (number: number) =>
    ({ variant: 'credit' as const, payOn: day(number), sumKopecks: 50 });
  const seen = (payOn: number, paid: number) => stageStates(
    [stageOn(payOn)], paid > 0 ? [{ on: day(1), sumKopecks: paid }] : [], TODAY)
    .map(({ state, daysLate }) => [state, daysLate])[0];
  assert.deepEqual([seen(14, 0), seen(15, 0), seen(15, 20), seen(15, 50)],
    [['overdue', 1], ['waiting', 0], ['partly', 0], ['covered', 0]]);
});
