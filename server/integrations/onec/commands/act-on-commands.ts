// An administrator repeats refused commands or takes back what nobody has fetched, many at once.
import { cancelCommand, repeatCommand } from '#modules/commands';
import type { Context } from '#platform/context';
import { Refusal } from '#platform/refuse';

type Acts = { act: 'repeat' | 'cancel'; ids: string[] };

/** Each in a transaction of its own, in the order written; what has gone on meanwhile is left. */
export async function actOnCommands(
  ctx: Context, { act, ids }: Acts,
): Promise<{ done: number; left: number }> {
  const decide = act === 'repeat' ? repeatCommand : cancelCommand;
  const { rows } = await ctx.db.query<{ id: string }>(
    'select id from commands.command where id = any($1::uuid[]) order by seq', [ids]);
  let done = 0;
  for (const { id } of rows) {
    const isDone = await decide(ctx, id).then(() => true, (error: unknown) => {
      if (error instanceof Refusal) return false;
      throw error;
    });
    if (isDone) done += 1;
  }
  return { done, left: new Set(ids).size - done };
}
