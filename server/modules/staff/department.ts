// Pure rules of the tree of departments.

export type TreeNode = { id: number; parentId: number | null };

/** Whether `parentId` as the parent of `id` would close a ring. */
export function closesRing(nodes: readonly TreeNode[], id: number, parentId: number): boolean {
  const parents = new Map(nodes.map((node) => [node.id, node.parentId]));
  const seen = new Set<number>();
  for (let at: number | null = parentId; at !== null; at = parents.get(at) ?? null) {
    if (at === id) return true;
    if (seen.has(at)) return false;
    seen.add(at);
  }
  return false;
}

/** The department and everything above it, nearest first. */
export function pathUp(nodes: ReadonlyMap<number, number | null>, id: number): number[] {
  const path: number[] = [];
  for (let at: number | null = id; at !== null && !path.includes(at); at = nodes.get(at) ?? null) {
    path.push(at);
  }
  return path;
}

/** The department and everything within it. */
export function subtreeOf(nodes: readonly TreeNode[], id: number): number[] {
  const parents = new Map(nodes.map((node) => [node.id, node.parentId]));
  return nodes.map((node) => node.id).filter((each) => pathUp(parents, each).includes(id));
}
