// Rows arrive as they were given, whatever stands in them, and a refused copy breaks nothing more
// than its transaction.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTestDatabase } from '#test/database';
import { columnsOf, copyRows, textArray } from './copy-rows.ts';
import { inTransaction } from './database.ts';

const { db } = await createTestDatabase();
await db.query(`create table public.copied (id int primary key, name text, words text[],
  extra jsonb, sum bigint, is_open boolean)`);

const COPIED = {
  table: 'public.copied', columns: columnsOf('id, name, words, extra, sum, is_open'),
};

const text = fc.string({ unit: fc.constantFrom(
  'a', 'Ё', '№', '\t', '\n', '\r', '\\', '"', '{', ',', '\\N', '\\.', ' ', '\u00a0', '😀') });

const drawn = fc.record({
  name: fc.option(text), words: fc.array(text, { maxLength: 3 }),
  extra: fc.option(fc.dictionary(fc.constantFrom('a', 'Ё', '№'),
    fc.oneof(text, fc.integer(), fc.array(text)), { noNullPrototype: true })),
  sum: fc.maxSafeInteger(), is_open: fc.boolean(),
});

test('whatever is copied is read back', async () => {
  await fc.assert(fc.asyncProperty(fc.array(drawn, { maxLength: 20 }), async (given) => {
    const rows = given.map((row, id) => ({ id, ...row }));
    await db.query('delete from public.copied');
    await inTransaction(db, (tx) => copyRows(tx, COPIED,
      rows.map((row) => ({ ...row, words: textArray(row.words) }))));
    const stored = await db.query('select * from public.copied order by id');
    assert.deepEqual(stored.rows, rows);
  }), { numRuns: 40 });
});

test('of tables filled at once the first refusal is told, and nothing stays', async () => {
  const row = { name: 'a', words: '{}', extra: null, sum: 1, is_open: true };
  await db.query('delete from public.copied');
  for (const table of ['public.copied', 'public.absent']) {
    await assert.rejects(inTransaction(db, async (tx) => {
      await Promise.all([
        copyRows(tx, COPIED, [{ id: 1, ...row }]),
        copyRows(tx, { ...COPIED, table }, [{ id: 2, ...row }, { id: 2, ...row }]),
        copyRows(tx, COPIED, [{ id: 3, ...row }]),
        tx.query('select 1'),
      ]);
    }), (error: Error & { code?: string }) => ['23505', '42P01'].includes(error.code ?? ''));
    const { rows } = await db.query('select id from public.copied');
    assert.deepEqual(rows, []);
  }
});
