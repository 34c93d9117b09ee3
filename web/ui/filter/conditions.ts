// The filter of the address as a flat list of conditions, which is what chips can show. A filter
// with or, not or nested groups stays one chip that can only be removed.
import type { FilterOperator, FilterValue } from '#contract/listing';

export type Condition = {
  field: string;
  operator: FilterOperator;
  value: FilterValue | FilterValue[];
};

type Leaf = Record<string, Partial<Record<FilterOperator, FilterValue | FilterValue[]>>>;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function conditionsOfLeaf(leaf: Record<string, unknown>): Condition[] | null {
  const conditions: Condition[] = [];
  for (const [field, operators] of Object.entries(leaf)) {
    if (field === 'or' || field === 'not' || field === 'and' || !isObject(operators)) return null;
    for (const [operator, value] of Object.entries(operators)) {
      conditions.push({ field, operator, value } as Condition);
    }
  }
  return conditions;
}

/** Conditions joined by and; null when the filter says more than that. */
export function readConditions(filter: string | undefined): Condition[] | null {
  if (!filter) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(filter);
  } catch {
    return null;
  }
  if (!isObject(parsed)) return null;
  const parts = Array.isArray(parsed.and) && Object.keys(parsed).length === 1
    ? parsed.and as unknown[]
    : [parsed];
  const lists = parts.map((part) => (isObject(part) ? conditionsOfLeaf(part) : null));
  return lists.includes(null) ? null : lists.flatMap((list) => list ?? []);
}

/** Back to the text of the address; undefined for no conditions. */
export function writeConditions(conditions: Condition[]): string | undefined {
  if (conditions.length === 0) return undefined;
  const leaves: Leaf[] = conditions.map(({ field, operator, value }) => ({
    [field]: { [operator]: value },
  }));
  return JSON.stringify(leaves.length === 1 ? leaves[0] : { and: leaves });
}

/** The list with one condition added or replaced at its place. */
export function withCondition(
  conditions: Condition[], condition: Condition, index?: number,
): Condition[] {
  if (index === undefined) return [...conditions, condition];
  return conditions.map((each, at) => (at === index ? condition : each));
}

export function withoutCondition(conditions: Condition[], index: number): Condition[] {
  return conditions.filter((_, at) => at !== index);
}
