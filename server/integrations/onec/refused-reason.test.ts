import assert from 'node:assert/strict';
import test from 'node:test';
import { refuse } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import { blamesItem, refusedReason } from './refused-reason.ts';

test('what PostgreSQL refuses is told in Russian, its own words follow', async () => {
  const { db } = await createTestDatabase();
  const saidOf = async (sql: string) => {
    const error = await db.query(sql).then(() => undefined, (failed: unknown) => failed);
    return refusedReason(error);
  };
  const cases: [sql: string, reason: RegExp][] = [
    [`select 99999999999::int`, /^Объект не записан: число слишком велико\. .*22003, integer out/],
    [`select 'abc'::numeric`, /не в том виде.*22P02, invalid input syntax/],
    [`select '2026-02-31'::date`, /такой даты не бывает.*22008/],
    [`insert into deals.deal (title) values (null)`, /не хватает.*23502, deal\.\w+, null value/],
    [`select 1 / 0`, /одно из значений не подходит.*22012/],
  ];
  for (const [sql, expected] of cases) {
    const { code, reason } = await saidOf(sql);
    assert.equal(code, 'field.invalid');
    assert.match(reason, expected);
  }
});

test('a rule of ours speaks for itself, a fault of the program says whom to tell', () => {
  assert.match(refusedReason(refuse('field.invalid', 'Номер слишком длинный.')).reason,
    /^Объект не удалось применить: Номер слишком длинный\.$/);
  const fault = refusedReason(new TypeError('x is not iterable'));
  assert.equal(fault.code, 'server.failed');
  assert.match(fault.reason, /разработчикам Верстака\. Подробности: x is not iterable$/);
});

test('no item is to blame for a full disk, a broken line or a crowd: 1C sends it again', () => {
  const states = ['53100', '58030', '53200', '53300', '57P01', '08006', '40001', 'ECONNRESET'];
  assert.deepEqual(states.filter((code) => blamesItem({ code })), []);
  assert.deepEqual(['22003', '23505', '54000'].map((code) => blamesItem({ code })),
    [true, true, true]);
});
