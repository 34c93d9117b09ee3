import assert from 'node:assert/strict';
import test from 'node:test';
import type { Department } from '#contract/staff';
import { subtreeIds, treeOf } from '../../form/department-tree.ts';

const department = (id: number, parentId: number | null, archivedAt: string | null = null) =>
  ({
    id, parentId, name: `Отдел ${id}`, kind: 'sales', position: 0, archivedAt, heads: [],
    peopleCount: 0,
  }) as Department;

const all = [
  department(1, null), department(2, 1), department(3, 2), department(4, 1, '2026-01-01'),
  department(5, 4),
];

test('departments stand under their parents, orphans of the archive at the top', () => {
  const tree = treeOf(all);
  assert.deepEqual(tree.map((node) => node.id), [1, 5]);
  assert.deepEqual(tree[0]?.children.map((node) => [node.id, node.depth]), [[2, 1]]);
  assert.deepEqual(tree[0]?.children[0]?.children.map((node) => node.id), [3]);
});

test('a department holds everything within it', () => {
  assert.deepEqual([...subtreeIds(all, 2)], [2, 3]);
  assert.deepEqual([...subtreeIds(all, 1)].toSorted(), [1, 2, 3, 4, 5]);
});
