// The tree of departments. Pure.
import type { Department } from '#contract/staff';

export type DepartmentNode = Department & { children: DepartmentNode[]; depth: number };

/** Departments that are in use, as a tree; one whose parent is archived stands at the top. */
export function treeOf(departments: Department[]): DepartmentNode[] {
  const live = departments.filter((each) => each.archivedAt === null);
  const ids = new Set(live.map((each) => each.id));
  const parentOf = (each: Department) =>
    (each.parentId !== null && ids.has(each.parentId) ? each.parentId : null);
  const under = (parentId: number | null, depth: number): DepartmentNode[] => live
    .filter((each) => parentOf(each) === parentId)
    .map((each) => ({ ...each, depth, children: under(each.id, depth + 1) }));
  return under(null, 0);
}

/** The department and everything within it. */
export function subtreeIds(departments: Department[], id: number): Set<number> {
  const found = new Set([id]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const each of departments) {
      if (each.parentId !== null && found.has(each.parentId)) found.add(each.id);
    }
  }
  return found;
}

export type FoundDepartment = {
  node: DepartmentNode;
  /** False: it only shows where a found one belongs, and is not to be chosen. */
  fits: boolean;
};

const whole = (nodes: DepartmentNode[]): FoundDepartment[] =>
  nodes.flatMap((node) => [{ node, fits: true }, ...whole(node.children)]);

/** A found department keeps the ones above it in sight: «Насосы» of which branch. */
export function foundIn(nodes: DepartmentNode[], typed: string): FoundDepartment[] {
  const words = typed.toLowerCase();
  return nodes.flatMap((node) => {
    if (node.name.toLowerCase().includes(words)) {
      return [{ node, fits: true }, ...whole(node.children)];
    }
    const below = foundIn(node.children, typed);
    return below.length > 0 ? [{ node, fits: false }, ...below] : [];
  });
}
