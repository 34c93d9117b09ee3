// A trial of one row: the very verbs of the run in a part of the transaction that goes back, so
// that the preview can promise nothing the run would refuse.
import type { Context } from '#platform/context';
import { type Applied, applyRow, claimsOf, valuesOf } from './apply-row.ts';
import { RolledBack, type RowResult, type RowWork } from './batch.ts';
import { inTransaction } from '#platform/database';
import { rowProblem, type ShownProblem } from './problems.ts';

const PLANNED = { created: 'create', updated: 'update', unchanged: 'unchanged' } as const;

export const refusedRow = (problems: ShownProblem[]): RowResult => ({ status: 'error', problems });

function planned({ status, recordId, title, changes }: Applied): RowResult {
  return {
    status: PLANNED[status], title, changes, problems: [],
    // A record that went back has no number.
    ...(status === 'created' ? {} : { recordId }),
  };
}

export const checkRow: RowWork = {
  refused: refusedRow,
  run: async (ctx, plan, row) => {
    const values = valuesOf(plan, row.cells);
    const claims = claimsOf(plan, values);
    await refuseClaimed(ctx, row, claims);
    const result = await tried(ctx, async () => planned(await applyRow(ctx, plan, values)));
    await claim(ctx, row, claims);
    return result;
  },
};

/** Runs the work in a part of the transaction and takes it back, whatever it answers. */
async function tried(ctx: Context, work: () => Promise<RowResult>): Promise<RowResult> {
  try {
    return await inTransaction<RowResult>(ctx.db, async () => {
      throw new RolledBack(await work());
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.result;
    throw error;
  }
}

type Place = { importId: number; position: number };

async function refuseClaimed(
  ctx: Context, { importId, position }: Place, claims: readonly string[],
): Promise<void> {
  if (claims.length === 0) return;
  const { rows } = await ctx.db.query<{ line: number }>({
    name: 'import-key-claimed',
    text: `select r.line from imports.row_key k
        join imports.import_row r on r.import_id = k.import_id and r.position = k.position
      where k.import_id = $1 and k.key = any($2::text[]) and k.position <> $3
      order by r.line limit 1`,
    values: [importId, claims, position],
  });
  if (rows[0]) {
    throw rowProblem(`Та же запись уже в строке ${rows[0].line} этого файла: ключ повторяется.`);
  }
}

async function claim(
  ctx: Context, { importId, position }: Place, claims: readonly string[],
): Promise<void> {
  if (claims.length === 0) return;
  await ctx.db.query({
    name: 'import-key-claim',
    text: `insert into imports.row_key (import_id, key, position)
      select $1, key, $3 from unnest($2::text[]) as key
      on conflict do nothing`,
    values: [importId, claims, position],
  });
}
