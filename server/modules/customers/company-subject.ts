// Companies as views, exports and mass work see them.
import Type from 'typebox';
import { type CompanyRelation, Relations } from '#contract/company-parts';
import { CompanyEdit, ONEC_COMPANY_MONEY } from '#contract/customers';
import { Id } from '#contract/primitives';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { defineAction, type MassSubject, type RowOutcome } from '#platform/mass/actions';
import { cellsAction, type CellWriters, choiceCell, textCell } from '#platform/mass/cells';
import { fieldEdits, type FieldsUndo, trusted } from '#platform/mass/field-edits';
import { customCell } from '#modules/fields';
import { lockCompany } from './company-record.ts';
import { editCompany } from './edit-company.ts';
import { companySource } from './list-companies.ts';
import { ownedRows } from './owners.ts';
import { responsibleCell } from './owner-cell.ts';

/** Names and requisites tell companies apart; the same for many would be a mistake. */
const { kind, address, relations, custom } = CompanyEdit.properties;
const FIELDS = { kind, address, relations, custom };
const CLOSED = { additionalProperties: false } as const;
const EDIT = { entity: 'company', action: 'edit' } as const;

const lock = (ctx: Context, id: number) =>
  inTransaction(ctx.db, (tx) => lockCompany(tx, ctx, id));

const edits = fieldEdits({
  lock,
  edit: (ctx, input) => editCompany(ctx, input as CompanyEdit & { id: number }),
  names: ['name', 'inn', 'kpp', 'kind', 'address', 'responsibleId', 'departmentId', 'relations',
    'tags'],
  follows: { departmentId: 'responsibleId' },
});

type Tags = { add?: string[]; remove?: string[] };

/** Each company keeps the tags that it has beside those that come and go. */
async function tag(
  ctx: Context, id: number, { add = [], remove = [] }: Tags,
): Promise<RowOutcome> {
  const { tags } = await lock(ctx, id);
  const gone = new Set(remove.map((each) => each.trim().toLowerCase()));
  const kept = tags.filter((each) => !gone.has(each.toLowerCase()));
  return edits.run(ctx, id, { tags: [...kept, ...add] });
}

type Relate = { add?: CompanyRelation[]; remove?: CompanyRelation[] };

/** What a company is to us beside what is said now stays. */
async function relate(
  ctx: Context, id: number, { add = [], remove = [] }: Relate,
): Promise<RowOutcome> {
  const { relations } = await lock(ctx, id);
  const kept = relations.filter((each) => !remove.includes(each));
  return edits.run(ctx, id, { relations: [...new Set([...kept, ...add])] });
}

const CELLS: CellWriters = {
  onec: ONEC_COMPANY_MONEY,
  custom: customCell('company'),
  fields: {
    name: textCell('name'), inn: textCell('inn'), kpp: textCell('kpp'),
    address: textCell('address'), kind: choiceCell('kind', 'companyKinds'),
    responsible: responsibleCell,
  },
};

const Words = Type.Optional(Type.Array(
  Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 10 }));

export const companySubject: MassSubject = {
  noun: 'companies',
  entity: 'company',
  title: 'Клиенты',
  source: companySource,
  exportable: (actor) => ownedRows(actor, 'company', 'export'),
  rowTitle: 'c.name',
  actions: {
    edit: defineAction({
      title: 'Правка полей', right: EDIT, readOnly: ONEC_COMPANY_MONEY,
      input: Type.Partial(Type.Object(FIELDS), { ...CLOSED, minProperties: 1 }),
      ...edits,
    }),
    assign: defineAction({
      title: 'Смена ответственного', right: EDIT,
      input: Type.Object({ employeeId: Id }, CLOSED),
      run: (ctx, id, input: { employeeId: number }) =>
        edits.run(ctx, id, { responsibleId: input.employeeId }),
      undo: (ctx, id, fields: FieldsUndo) => edits.undo(trusted(ctx), id, fields),
    }),
    tag: defineAction({
      title: 'Метки', right: EDIT,
      input: Type.Object({ add: Words, remove: Words }, { ...CLOSED, minProperties: 1 }),
      run: tag, undo: edits.undo,
    }),
    relate: defineAction({
      title: 'Кто это для нас', right: EDIT,
      input: Type.Object({ add: Type.Optional(Relations), remove: Type.Optional(Relations) },
        { ...CLOSED, minProperties: 1 }),
      run: relate, undo: edits.undo,
    }),
    cells: cellsAction(EDIT, CELLS, edits),
  },
};
