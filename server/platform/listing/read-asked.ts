// The first rows of what a filter leaves, in any order of very many rows.
import type { Branches } from '#platform/visibility';
import { idsOfLook, idsSorted, type Looks, seenOfLook, sizeOfStage } from './asked-stage.ts';
import { allOf, type Fragment } from './fragment.ts';
import { type From, fromClause } from './from-clause.ts';
import { idsOfStage, type Listed, type Stage, stageOfValue, valuesOfStage } from './stretches.ts';

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
  /** What the order itself asks: small answers. */
  ask: (statement: Fragment) => Promise<Rows>;
  /** Whether the filter leaves so few that they are sorted sooner than found in an order. */
  isFew: () => Promise<boolean>;
};

/**
 * What lies at the beginning of the order is found there, whatever the filter. Else the few that it
 * leaves are sorted; of many, one stage of the order after the other.
 */
export async function readAsked(page: AskedPage): Promise<Rows> {
  const { stages, whole, count } = page;
  const rows: Rows = [];
  let isMany = false;
  for (const stage of stages) {
    const wanted = count - rows.length;
    if (wanted <= 0) break;
    const near = stage.listed ? null : await look(page, stage, wanted);
    if (near?.length === wanted) return [...rows, ...near];
    if (!isMany && await page.isFew()) return sorted(page, whole, count);
    isMany = true;
    rows.push(...near ? await rest(page, stage, wanted, near) : await listed(page, stage, wanted));
  }
  return stages.length > 0 ? rows : sorted(page, whole, count);
}

/** Those among the first rows of the whole order; null when they are not all that is wanted. */
export async function lookFirst(page: AskedPage): Promise<Rows | null> {
  const rows = await look(page, page.whole, page.count);
  return rows.length === page.count ? rows : null;
}

function look(page: AskedPage, stage: Stage, wanted: number): Promise<Rows> {
  const branches = branchesOf(page, stage);
  const ids = idsOfLook(stage, { ...page, branches, limit: wanted }, page.looks.first);
  return page.rowsOf(ids, wanted);
}

/** Each branch has indexes of the whole order and of ids. */
function branchesOf({ branches, whole }: AskedPage, stage: Stage): readonly Fragment[] {
  const hasIndexes = stage === whole
    || (!stage.isOfValue && stage.parts.every(({ keys }) => keys.length === 1));
  return hasIndexes ? branches.ordered : branches.counted;
}

/**
 * All that the stage has where the look has come to its end, else sorted: of a small one by its own
 * index. All that a filter left was read to find none of it among the few that are not shipped.
 */
async function rest(page: AskedPage, stage: Stage, wanted: number, near: Rows): Promise<Rows> {
  const { first, few } = page.looks;
  const branches = branchesOf(page, stage);
  const seen = seenOfLook(stage, { ...page, branches, limit: wanted }, first);
  if (!seen) return sorted(page, stage, wanted);
  if (await countOf(page, seen) < first) return near;
  const size = await countOf(page, sizeOfStage(stage, page.source, few + 1));
  return sorted(page, stage, wanted, size <= few);
}

const countOf = async (page: AskedPage, statement: Fragment): Promise<number> =>
  Number((await page.ask(statement))[0]!['count']);

function sorted(page: AskedPage, stage: Stage, wanted: number, isSmall = false): Promise<Rows> {
  const reading = { ...page, branches: page.branches.counted, limit: wanted };
  return page.rowsOf(idsSorted(stage, reading, isSmall), wanted);
}

/** Value after value: each of very many in one statement, else as a stage of its own. */
async function listed(page: AskedPage, stage: Stage, wanted: number): Promise<Rows> {
  if (stage.parts.every(({ each }) => each?.isEven)) return listedEvenly(page, stage, wanted);
  const rows: Rows = [];
  for (const value of await page.ask(valuesOfStage(stage)) as Listed[]) {
    const more = wanted - rows.length;
    if (more <= 0) break;
    const own = stageOfValue(stage, value);
    const near = await look(page, own, more);
    rows.push(...near.length === more ? near : await rest(page, own, more, near));
  }
  return rows;
}

function listedEvenly(page: AskedPage, stage: Stage, wanted: number): Promise<Rows> {
  const { source, idColumn, branches: { counted }, asked } = page;
  return page.rowsOf(idsOfStage(stage, {
    idColumn, limit: wanted, branches: counted.map((branch) => allOf([branch, asked])),
    from: (...texts) => fromClause(source, ...texts),
  }), wanted);
}
