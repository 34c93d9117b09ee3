// The first rows of what a filter leaves, in any order of very many rows.
import type { Branches } from '#platform/visibility';
import { idsOfLook, idsSorted, type Looks } from './asked-stage.ts';
import { allOf, type Fragment } from './fragment.ts';
import { type From, fromClause } from './from-clause.ts';
import { idsOfStage, type Stage } from './stretches.ts';

type Rows = Record<string, unknown>[];

export type AskedPage = {
  source: From;
  idColumn: string;
  branches: Branches;
  asked: Fragment;
  looks: Looks;
  /** The order that indexes hold; none where they do not. */
  stages: readonly Stage[];
  /** The same order as one stage. */
  whole: Stage;
  /** Rows that are wanted. */
  count: number;
  /** The rows of these ids in their order, so many at most. */
  rowsOf: (ids: Fragment, count: number) => Promise<Rows>;
  /** Whether the filter leaves so few that they are sorted sooner than found in an order. */
  isFew: () => Promise<boolean>;
};

/**
 * What lies at the beginning of the order is found there, whatever the filter. Else the few that it
 * leaves are sorted; of many, one stage of the order after the other.
 */
export async function readAsked(page: AskedPage): Promise<Rows> {
  const { whole, count } = page;
  const stages = page.stages.every(isEven) ? page.stages : [];
  const rows: Rows = [];
  let isMany = false;
  for (const stage of stages) {
    const wanted = count - rows.length;
    if (wanted <= 0) break;
    const near = isListed(stage) ? null : await look(page, stage, wanted);
    if (near) return [...rows, ...near];
    if (!isMany && await page.isFew()) return sorted(page, whole, count);
    isMany = true;
    rows.push(...await (isListed(stage) ? listed : sorted)(page, stage, wanted));
  }
  return isMany ? rows : sorted(page, whole, count);
}

/** Those among the first rows of the whole order; null when they are not all that is wanted. */
export const lookFirst = (page: AskedPage): Promise<Rows | null> =>
  look(page, page.whole, page.count);

async function look(page: AskedPage, stage: Stage, wanted: number): Promise<Rows | null> {
  const { branches: { ordered, counted }, whole, looks } = page;
  const hasIndexes = stage === whole || stage.parts.every(({ keys }) => keys.length === 1);
  const ids = idsOfLook(stage,
    { ...page, branches: hasIndexes ? ordered : counted, limit: wanted }, looks.first);
  const rows = await page.rowsOf(ids, wanted);
  return rows.length === wanted ? rows : null;
}

function sorted(page: AskedPage, stage: Stage, wanted: number): Promise<Rows> {
  const reading = { ...page, branches: page.branches.counted, limit: wanted };
  return page.rowsOf(idsSorted(stage, reading), wanted);
}

/** Its values are a small table, an index has the rows of each: there are no first rows of all. */
const isListed = ({ parts }: Stage): boolean => parts.some(({ each }) => each);

const isEven = ({ parts }: Stage): boolean => parts.every(({ each }) => !each || each.isEven);

function listed(page: AskedPage, stage: Stage, wanted: number): Promise<Rows> {
  const { source, idColumn, branches: { counted }, asked } = page;
  return page.rowsOf(idsOfStage(stage, {
    idColumn, limit: wanted, branches: counted.map((branch) => allOf([branch, asked])),
    from: (...texts) => fromClause(source, ...texts),
  }), wanted);
}
