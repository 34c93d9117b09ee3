// POST /api/1c/v1/ack: what became of commands. A refusal is told to the person who asked, in the
// words of 1C; the change itself comes as an ordinary snapshot.
import type { OnecAck, OnecAckAnswer } from '#contract/onec';
import { settleCommands, type Settled, type Verdict } from '#modules/commands';
import { notify, type NewNotification } from '#modules/work';
import { systemContext } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { onecCommandsSettled } from '#platform/metrics';
import type { Inbox } from '../apply-items.ts';
import { touchContact } from '../bases.ts';
import { readVerdict } from './read-verdict.ts';
import { requireBase } from './require-base.ts';

type Answer = OnecAckAnswer['results'][number];

export async function ack(inbox: Inbox, { ib, epoch, results }: OnecAck): Promise<OnecAckAnswer> {
  const base = await requireBase(inbox.db, ib, epoch);
  await touchContact(inbox.db, base.id, inbox.now(), true);
  const read = results.map(readVerdict);
  // Of two words about one command in one request the first stands, as it would in two requests.
  const wanted = new Map<string, Verdict>();
  for (const one of read) {
    if (one.ok && !wanted.has(one.verdict.id)) wanted.set(one.verdict.id, one.verdict);
  }
  const ctx = systemContext(inbox.db, '1c', inbox.now);
  const settled = wanted.size === 0 ? new Map<string, Settled>()
    : await inTransaction(inbox.db, async (tx) => {
      const found = await settleCommands(tx, ctx, base.id, [...wanted.values()]);
      await notify(tx, ctx, await noticesOf(tx, [...found.values()]));
      return found;
    });
  for (const { type, state, isFresh } of settled.values()) {
    if (isFresh) onecCommandsSettled.inc({ type, status: state });
  }
  return { results: answers(read, settled) };
}

function answers(
  read: ReturnType<typeof readVerdict>[], settled: Map<string, Settled>,
): Answer[] {
  const answered = new Set<string>();
  return read.map((one): Answer => {
    if (!one.ok) return { id: one.id, status: 'rejected', text: one.text };
    const { id } = one.verdict;
    const found = settled.get(id);
    if (!found) {
      return { id, status: 'unknown', text: 'Такой команды этой базе не передавали' };
    }
    const isFirst = found.isFresh && !answered.has(id);
    answered.add(id);
    return { id, status: isFirst ? 'accepted' : 'duplicate' };
  });
}

const TITLES: Record<string, string> = {
  'deal.created': '1С не приняла сделку',
  'deal.changed': '1С не приняла изменения сделки',
  'company.create': '1С не завела компанию',
  'company.change': '1С не изменила реквизиты компании',
  'order.change': '1С не изменила заказ',
};

/** Who asked; what nobody asked for by hand is told to the responsible of the record. */
async function noticesOf(tx: Tx, settled: Settled[]): Promise<NewNotification[]> {
  const refused = settled.filter(({ state, isFresh }) => isFresh && state === 'refused');
  const notices: NewNotification[] = [];
  for (const command of refused) {
    const employeeId = command.askedBy ?? await responsibleOf(tx, command);
    if (employeeId === null) continue;
    notices.push({
      employeeId, kind: 'onec.refused', title: TITLES[command.type] ?? '1С отказала',
      body: command.reason, entity: command.entity, entityId: command.entityId,
      onceKey: `onec-refused:${command.id}`,
    });
  }
  return notices;
}

async function responsibleOf(tx: Tx, { entity, entityId }: Settled): Promise<number | null> {
  const { rows } = await tx.query<{ id: number | null }>(entity === 'deal'
    ? 'select responsible_id as id from deals.deal where id = $1'
    : 'select responsible_id as id from customers.company where id = $1', [entityId]);
  return rows[0]?.id ?? null;
}
