import assert from 'node:assert/strict';
import test from 'node:test';
import { pasteOnto } from './cells.ts';

const column = (id: string, kind: 'edit' | 'onec' | 'fixed' = 'edit') =>
  ({ id, header: id, isEditable: kind === 'edit', isOnec: kind === 'onec' });
const columns = [column('title'), column('stage'), column('paid', 'onec'), column('made', 'fixed'),
  column('note')];
const at = (from: number, to = from) => ({ columns, ids: [1, 2, 3], span: { from, to } });

test('one cell fills the span of every row, one line fills every row', () => {
  assert.deepEqual(pasteOnto([['а']], at(0, 1)).rows,
    [1, 2, 3].map((id) => ({ id, cells: { title: 'а', stage: 'а' } })));
  assert.deepEqual(pasteOnto([['а', 'б']], at(0)).rows,
    [1, 2, 3].map((id) => ({ id, cells: { title: 'а', stage: 'б' } })));
});

test('a block goes line to line; what is too long is counted, what is too short is empty', () => {
  const { rows, left } = pasteOnto([['а', 'б'], ['в'], ['г', 'д'], ['е', 'ж']], at(0));
  assert.deepEqual(rows, [
    { id: 1, cells: { title: 'а', stage: 'б' } }, { id: 2, cells: { title: 'в', stage: '' } },
    { id: 3, cells: { title: 'г', stage: 'д' } }]);
  assert.equal(left, 1);
});

test('columns of 1C and those that nobody edits are named and stay', () => {
  const { rows, locked, fixed } = pasteOnto([['а', '5', 'сегодня', 'да']], at(1));
  assert.deepEqual(rows[0], { id: 1, cells: { stage: 'а', note: 'да' } });
  assert.deepEqual([locked, fixed], [['paid'], ['made']]);
  assert.deepEqual(pasteOnto([['5']], at(2)).rows, []);
});
