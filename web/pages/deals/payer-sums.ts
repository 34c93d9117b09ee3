// A view may be narrowed to whom deals wait for, and one deal may wait for several: beside the sums
// of whole deals stands what is of the chosen ones.

type Node = Record<string, unknown>;

const SUM_OF: Record<string, string> = { debtor: 'debtOfPayers', payer: 'expectedOfPayers' };

/** What the list is ordered by where the part itself has no order. */
export const WHOLE_OF: Readonly<Record<string, string>> = {
  debtOfPayers: 'receivableKopecks', expectedOfPayers: 'expectedKopecks',
};

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const names = (condition: unknown): boolean =>
  isNode(condition) && (Array.isArray(condition['in']) || condition['empty'] === true);

/** An address may have been written by hand: the list says what is wrong with it. */
function nodeOf(text: string): Node {
  try {
    const value: unknown = JSON.parse(text);
    return isNode(value) ? value : {};
  } catch {
    return {};
  }
}

/** Fields that say the part of whom the filter names, none where it names nobody. */
export function payerSums(filter: string | undefined): string[] {
  const found = new Set<string>();
  const walk = (node: Node) => {
    for (const [key, value] of Object.entries(node)) {
      if (key === 'and' && Array.isArray(value)) value.filter(isNode).forEach(walk);
      else if (SUM_OF[key] && names(value)) found.add(SUM_OF[key]);
    }
  };
  if (filter) walk(nodeOf(filter));
  return [...found];
}
