import assert from 'node:assert/strict';
import test from 'node:test';
import type { BoardColumn, DealItem } from '#contract/deals';
import { joinCards, joinOthers, moveOnBoard, totalsOf } from './board-data.ts';

const SUMS = ['amountKopecks', 'paidKopecks'] as const;

const deal = (id: number, stageId: number, amountKopecks: number | null = 100) =>
  ({
    id, stageId, amountKopecks, paidKopecks: amountKopecks === null ? null : 40,
    otherCurrencies: [],
  }) as unknown as DealItem;

const column = (stageId: number, items: DealItem[], amountKopecks: number | null): BoardColumn => ({
  stageId, items, count: items.length, amountKopecks,
  paidKopecks: amountKopecks === null ? null : items.length * 40, filter: '{}', cursor: null,
  otherSums: [],
});

test('a move carries card, count and sums from one column to the other', () => {
  const first = column(1, [deal(7, 1), deal(8, 1)], 200);
  const board = { columns: [first, column(2, [deal(9, 2)], 100)] };
  const moved = moveOnBoard(board, deal(7, 1), 2, SUMS);
  assert.deepEqual(moved.columns.map((each) => each.items.map((item) => item.id)), [[8], [7, 9]]);
  assert.deepEqual(moved.columns.map((each) => each.count), [1, 2]);
  assert.deepEqual(moved.columns.map((each) => each.amountKopecks), [100, 200]);
  assert.deepEqual(moved.columns.map((each) => each.paidKopecks), [40, 80]);
  assert.equal(moved.columns[1]?.items[0]?.stageId, 2);
  assert.deepEqual(totalsOf(moved.columns, SUMS), totalsOf(board.columns, SUMS));
});

test('moving back restores the figures', () => {
  const board = { columns: [column(1, [deal(7, 1)], 100), column(2, [], 0)] };
  const back = moveOnBoard(moveOnBoard(board, deal(7, 1), 2, SUMS), deal(7, 2), 1, SUMS);
  assert.deepEqual(back, board);
});

test('a board without the right to money stays without sums', () => {
  const board = { columns: [column(1, [deal(7, 1, null)], null), column(2, [], null)] };
  const moved = moveOnBoard(board, deal(7, 1, null), 2, SUMS);
  assert.deepEqual(moved.columns.map((each) => each.amountKopecks), [null, null]);
  assert.deepEqual(totalsOf(moved.columns, SUMS),
    { count: 1, amountKopecks: null, paidKopecks: null });
});

test('sums in other currencies go with the card, and an empty one is no sum', () => {
  const usd = (amountKopecks: number, paidKopecks: number) =>
    ({ currency: 'USD', amountKopecks, paidKopecks });
  const eur = { currency: 'EUR', amountKopecks: 700, paidKopecks: 0 };
  const item = { ...deal(7, 1), otherCurrencies: [usd(1_200, 200)] };
  const board = { columns: [
    { ...column(1, [item], 100), otherSums: [usd(1_200, 200)] },
    { ...column(2, [], 0), otherSums: [eur, usd(300, 0)] },
  ] };
  const moved = moveOnBoard(board, item, 2, SUMS);
  assert.deepEqual(moved.columns.map(({ otherSums }) => otherSums), [[], [eur, usd(1_500, 200)]]);
  assert.deepEqual(joinOthers(...moved.columns.map(({ otherSums }) => otherSums)),
    [eur, usd(1_500, 200)]);
  const back = moveOnBoard(moved, { ...item, stageId: 2 }, 1, SUMS);
  assert.deepEqual(back.columns.map(({ otherSums }) => otherSums),
    [[usd(1_200, 200)], [eur, usd(300, 0)]]);
});

test('a card that came twice is shown once', () => {
  const cards = joinCards([deal(1, 1)], [deal(1, 1), deal(2, 1)]);
  assert.deepEqual(cards.map((each) => each.id), [1, 2]);
});
