// Commands on the cards: who reads the record reads them, who edits it decides about them.
import {
  commandCancel, commandRead, commandRepeat, commandsList, commandsSettle, companyCommands,
  dealCommands, dealSend, type OnecWish,
} from '#contract/commands';
import {
  cancelCommand, listCommands, readCommand, repeatCommand, type StoredCommand,
} from '#modules/commands';
import { readCompany } from '#modules/customers';
import { readSending, requireDeal, sendDeal } from '#modules/deals';
import { can } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Bind } from '#platform/http/bind';
import { Refusal, refuse } from '#platform/refuse';
import { answersOf } from '../commerceml/list-answers.ts';
import { actOnCommands } from './act-on-commands.ts';
import { listAllCommands, readListed } from './list-commands.ts';

type Entity = 'deal' | 'company';

/** Whether the actor may edit the record; 'record.missing' when it is not theirs to see. */
async function mayEdit(ctx: Context, entity: Entity, id: number): Promise<boolean> {
  if (entity === 'company') return (await readCompany(ctx, id)).may.edit;
  try {
    await requireDeal(ctx, ctx.db, id, 'edit');
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'right.missing') return false;
    throw error;
  }
}

const shown = (value: unknown): string | null =>
  (value === null || value === undefined ? null : String(value));

function changesOf({ type, asked }: StoredCommand): OnecWish['changes'] {
  if (type !== 'company.change') return [];
  return Object.entries(asked as Record<string, { old: unknown; new: unknown }>)
    .map(([field, change]) => ({ field, old: shown(change.old), new: shown(change.new) }));
}

function wishOf(command: StoredCommand, editable: boolean): OnecWish {
  const { id, type, entity, entityId, state, isGiven, asked, reason } = command;
  const isRefused = state === 'refused';
  return {
    id, type: type as OnecWish['type'], entity, entityId, reason,
    state: state === 'waiting' && isGiven ? 'given' : state as OnecWish['state'],
    changes: changesOf(command),
    orderNumber: type === 'order.change' ? shown(asked['number']) : null,
    askedBy: command.askedBy, writtenAt: command.writtenAt, settledAt: command.settledAt,
    may: {
      cancel: editable && (isRefused || (state === 'waiting' && !isGiven)),
      repeat: editable && isRefused,
    },
  };
}

async function wishesOf(ctx: Context, entity: Entity, id: number): Promise<{ items: OnecWish[] }> {
  const editable = await mayEdit(ctx, entity, id);
  const commands = await listCommands(ctx.db, entity, id);
  return { items: commands.map((command) => wishOf(command, editable)) };
}

async function requireDecision(ctx: Context, id: string): Promise<void> {
  const command = await readCommand(ctx.db, id);
  if (!command) throw refuse('record.missing');
  if (can(ctx.actor, 'exchange', 'edit')) return;
  if (!await mayEdit(ctx, command.entity, command.entityId)) throw refuse('right.missing');
}

export function commandRoutes(bind: Bind): void {
  bind(dealCommands, async (ctx, { params }) => {
    const deal = await requireDeal(ctx, ctx.db, params.id);
    return {
      ...await wishesOf(ctx, 'deal', params.id), answers: await answersOf(ctx.db, params.id),
      sending: await readSending(ctx.db, deal),
    };
  });
  bind(dealSend, async (ctx, { params }) => { await sendDeal(ctx, params.id); });
  bind(commandsList, (ctx, { query }) => listAllCommands(ctx, query));
  bind(commandRead, (ctx, { params }) => readListed(ctx, params.id));
  bind(commandsSettle, (ctx, { body }) => actOnCommands(ctx, body));
  bind(companyCommands, (ctx, { params }) => wishesOf(ctx, 'company', params.id));
  bind(commandRepeat, async (ctx, { params }) => {
    await requireDecision(ctx, params.id);
    await repeatCommand(ctx, params.id);
  });
  bind(commandCancel, async (ctx, { params }) => {
    await requireDecision(ctx, params.id);
    await cancelCommand(ctx, params.id);
  });
}
