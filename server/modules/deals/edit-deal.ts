// A person edits fields of a deal. Fields that nobody else touched meanwhile are merged; every
// field leaves its old and new value in history.
import type { DealEdit } from '#contract/deals';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { changesBetween, writeEvents, type Changes } from '#platform/events';
import { refuse } from '#platform/refuse';
import { refuseUnseenCustomers } from '#modules/customers';
import { changeValues, type CustomChange } from '#modules/fields';
import { type DealRow, lockDeal } from './deal-row.ts';
import { cleanFields, COLUMN_OF, type DealFields } from './deal-fields.ts';
import { refuseLostUpdate } from './merge-version.ts';
import { refreshOwnAmount } from './own-amount.ts';
import { readersOf, setReaders } from './readers.ts';
import { nameReferences } from './references.ts';
import { requireFits } from './responsible.ts';
import { requireKept } from './stage-rules.ts';
import { type DealColumn, updateDeal } from './update-deal.ts';

export type EditDeal = DealEdit & { id: number };

export async function editDeal(ctx: Context, input: EditDeal): Promise<{ version: number }> {
  if (input.estimateKopecks !== undefined && !maySee(ctx.actor, 'deal.money')) {
    throw refuse('right.missing');
  }
  const wanted = cleanFields(input);
  return inTransaction(ctx.db, async (tx) => {
    const deal = await lockDeal(tx, ctx, input.id);
    const changes = changesBetween(deal, wanted);
    const custom = await changeValues(tx, ctx,
      { entity: 'deal', id: deal.id, values: deal.custom }, input.custom);
    const names = [...Object.keys(changes), ...Object.keys(custom.changes)];
    if (names.length === 0) return { version: deal.version };
    await refuseLostUpdate(tx, deal, input.version, names);
    await requireKept(tx, deal, { ...changes, ...custom.changes });
    return { version: await store(tx, ctx, deal, { changes, custom }) };
  });
}

type Wanted = { changes: Changes; custom: CustomChange };

async function store(
  tx: Tx, ctx: Context, deal: DealRow, { changes, custom }: Wanted,
): Promise<number> {
  await refuseUnseenCustomers(tx, ctx, {
    companyId: changes['companyId']?.new as number | null | undefined,
    contactId: changes['contactId']?.new as number | null | undefined,
  });
  const named = await nameReferences(tx, changes);
  const visibleBefore = changes['responsibleId'] ? await readersOf(tx, deal.id) : undefined;
  if (changes['responsibleId']) {
    const next = changes['responsibleId'].new as number | null;
    await requireFits(tx, next, deal.departmentId);
    await setReaders(tx, deal.id, 'responsible', next === null ? [] : [next]);
  }
  const updated = updateDeal(tx, ctx, deal.id, {
    ...columnsOf(changes),
    ...(Object.keys(custom.changes).length > 0 ? { custom: JSON.stringify(custom.next) } : {}),
  });
  const write = (version: number, money: Changes = {}) => writeEvents(tx, ctx, [{
    kind: 'deal.edited', entity: 'deal', entityId: deal.id,
    data: { version, changes: { ...named, ...custom.changes, ...money } },
    ...(visibleBefore ? { visibleBefore } : {}),
  }]);
  if (!changes['estimateKopecks']) {
    // The deal is locked, so its next version is known before the answer.
    const [version] = await Promise.all([updated, write(deal.version + 1)]);
    return version;
  }
  await updated;
  const amount = await refreshOwnAmount(tx, ctx, deal.id);
  await write(amount.version, amount.changes);
  return amount.version;
}

function columnsOf(changes: Changes): Partial<Record<DealColumn, unknown>> {
  return Object.fromEntries(Object.entries(changes).map(([field, change]) =>
    [COLUMN_OF[field as keyof DealFields], change.new]));
}
