import assert from 'node:assert/strict';
import test from 'node:test';
import type { Department } from '#contract/staff';
import { foundIn, treeOf } from './department-tree.ts';

const department = (id: number, parentId: number | null, name: string) =>
  ({ id, parentId, name, archivedAt: null, heads: [] }) as unknown as Department;
const tree = treeOf([
  department(1, null, 'Промтехника'), department(2, 1, 'Компрессоры'),
  department(3, 2, 'Сервис'), department(4, 1, 'Насосы'),
]);
const found = (typed: string) =>
  foundIn(tree, typed).map(({ node, fits }) => `${node.name}${fits ? '' : ' (выше)'}`);

test('a department is chosen by what was typed, never the one above it', () => {
  assert.deepEqual(found('компр'), ['Промтехника (выше)', 'Компрессоры', 'Сервис']);
  assert.deepEqual(found('насос'), ['Промтехника (выше)', 'Насосы']);
  assert.deepEqual(found('нет такого'), []);
  assert.equal(found('').length, 4);
});
