// What a command says, read at the moment when 1C fetches it: many changes make one message, and
// its words are those of the wire (all numbers decimal strings, dates local, absent means null).
import type { RawCommand } from '#modules/commands';
import type { Tx } from '#platform/database';
import { canonicalText, sha256 } from '../wire/canonical.ts';
import { companyBody, companyChange } from './company-body.ts';
import { dealBody } from './deal-body.ts';

type Body = Record<string, unknown>;

function bodyOf(tx: Tx, command: RawCommand): Promise<Body | null> {
  switch (command.type) {
    case 'deal.created':
    case 'deal.changed': return dealBody(tx, command);
    case 'company.create': return companyBody(tx, command);
    case 'company.change': return companyChange(tx, command);
    case 'order.change': return Promise.resolve({ orderUid: command.uid, ...command.asked });
  }
}

/** Null when 1C knows all of it already. */
export async function buildBody(
  tx: Tx, command: RawCommand,
): Promise<{ body: string; sha256: string } | null> {
  const body = await bodyOf(tx, command);
  if (body === null) return null;
  const text = canonicalText(body);
  if (text === null) throw new Error(`Command ${command.id} has no canonical text`);
  const made = { body: text, sha256: sha256(text) };
  return command.type === 'deal.changed' && await isKnown(tx, command, made.sha256) ? null : made;
}

/** The last word about this deal that 1C took said the same. */
async function isKnown(tx: Tx, command: RawCommand, hash: string): Promise<boolean> {
  const { rows } = await tx.query<{ sha256: string | null }>({
    name: 'command-last-done',
    text: `
      select sha256 from commands.command
      where object_key = $1 and base_id = $2 and state = 'done' and sha256 is not null
      order by seq desc limit 1`,
    values: [command.objectKey, command.baseId],
  });
  return rows[0]?.sha256 === hash;
}
