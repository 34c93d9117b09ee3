// Companies as views, exports and mass work see them.
import Type from 'typebox';
import { CompanyEdit } from '#contract/customers';
import { Id } from '#contract/primitives';
import { SYSTEM } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { defineAction, type MassSubject, type RowOutcome } from '#platform/mass/actions';
import { refuse } from '#platform/refuse';
import { lockCompany } from './company-record.ts';
import { editCompany } from './edit-company.ts';
import { companySource } from './list-companies.ts';
import { ownedRows } from './owners.ts';

/** Names and requisites tell companies apart; the same for many would be a mistake. */
const { kind, address } = CompanyEdit.properties;
const FIELDS = { kind, address };
const CLOSED = { additionalProperties: false } as const;
const EDIT = { entity: 'company', action: 'edit' } as const;

type Fields = Partial<Pick<CompanyEdit, 'kind' | 'address' | 'responsibleId'>>;
type Undo = { [field: string]: { from: unknown; to: unknown } };

const NAMES = ['kind', 'address', 'responsibleId'] as const;
const lock = (ctx: Context, id: number) =>
  inTransaction(ctx.db, (tx) => lockCompany(tx, ctx, id));

/** Whoever gives a company away edits it no more, and may take back what nobody touched since. */
const trusted = (ctx: Context): Context => ({
  ...ctx, actor: { ...SYSTEM, employeeId: ctx.actor.employeeId, name: ctx.actor.name },
});

async function edit(ctx: Context, id: number, fields: Fields): Promise<RowOutcome> {
  const before = await lock(ctx, id);
  const { version } = await editCompany(ctx, { ...fields, id, version: before.version });
  if (version === before.version) return { status: 'unchanged' };
  const after = await lock(trusted(ctx), id);
  const undo = Object.fromEntries(NAMES.filter((name) => before[name] !== after[name])
    .map((name) => [name, { from: before[name], to: after[name] }]));
  return { status: 'done', undo };
}

async function undo(ctx: Context, id: number, fields: Undo): Promise<RowOutcome> {
  const now = await lock(ctx, id);
  const free = NAMES.filter((name) => fields[name] && now[name] === fields[name].to);
  if (free.length === 0) {
    throw refuse('record.changed', 'С тех пор запись изменили, она осталась.');
  }
  const back = Object.fromEntries(free.map((name) => [name, fields[name]!.from])) as Fields;
  await editCompany(ctx, { ...back, id, version: now.version });
  return free.length === Object.keys(fields).length ? { status: 'done' }
    : { status: 'done', note: 'Часть полей с тех пор изменили, они остались.' };
}

export const companySubject: MassSubject = {
  noun: 'companies',
  entity: 'company',
  title: 'Клиенты',
  source: companySource,
  exportable: (actor) => ownedRows(actor, 'company', 'export'),
  rowTitle: 'c.name',
  actions: {
    edit: defineAction({
      title: 'Правка полей', right: EDIT,
      input: Type.Partial(Type.Object(FIELDS), { ...CLOSED, minProperties: 1 }),
      run: edit, undo,
    }),
    assign: defineAction({
      title: 'Смена ответственного', right: EDIT,
      input: Type.Object({ employeeId: Id }, CLOSED),
      run: (ctx, id, input: { employeeId: number }) =>
        edit(ctx, id, { responsibleId: input.employeeId }),
      undo: (ctx, id, fields: Undo) => undo(trusted(ctx), id, fields),
    }),
  },
};
