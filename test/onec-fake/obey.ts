// The receiving side of a fake 1C: fetches commands, does them, pushes what changed, answers. May
// die between doing and answering, and may answer twice, as a 1C that lost its connection does.
import type { OnecCommand } from '#contract/onec';
import type { FakeBase } from './base.ts';
import type { OnecClient } from './client.ts';
import { execute } from './crm-commands.ts';
import type { AckResult } from './crm-memory.ts';

export type Obeying = {
  client: OnecClient;
  base: FakeBase;
  /** Sends what the base has written; its answers to commands are among it. */
  send: () => Promise<unknown>;
  /** Dies after the deeds and before the answer. */
  crash?: boolean;
  twice?: boolean;
};

export class Crashed extends Error {}

export type Obeyed = { cursor: string; results: AckResult[]; commands: OnecCommand[] };

/** One round; without a cursor it begins anew, as after a restart. */
export async function obeyOnce(
  { client, base, send, crash = false, twice = false }: Obeying,
  how: { cursor?: string; wait?: number } = {},
): Promise<Obeyed> {
  const { commands, cursor } = await client.pull(base, how);
  const results = commands.map((command) => execute(base, command));
  if (results.length > 0) {
    await send();
    if (crash) throw new Crashed('the base has died between doing and answering');
    await client.ack(base, results);
    if (twice) await client.ack(base, results);
  }
  return { cursor, results, commands };
}
