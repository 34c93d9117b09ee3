// Contacts as views, exports and mass work see them.
import Type from 'typebox';
import { ContactEdit } from '#contract/customers';
import { Id } from '#contract/primitives';
import { inTransaction } from '#platform/database';
import { defineAction, type MassSubject } from '#platform/mass/actions';
import { cellsAction, type CellWriters, referenceCell, textCell } from '#platform/mass/cells';
import { fieldEdits, type FieldsUndo, trusted } from '#platform/mass/field-edits';
import { customCell } from '#modules/fields';
import { lockContact } from './contact-record.ts';
import { editContact } from './edit-contact.ts';
import { contactSource } from './list-contacts.ts';
import { responsibleCell } from './owner-cell.ts';
import { ownedRows } from './owners.ts';

/** The same name for many people would be a mistake. */
const { position, companyId, custom } = ContactEdit.properties;
const CLOSED = { additionalProperties: false } as const;
const EDIT = { entity: 'contact', action: 'edit' } as const;

const edits = fieldEdits({
  lock: (ctx, id) => inTransaction(ctx.db, (tx) => lockContact(tx, ctx, id)),
  edit: (ctx, input) => editContact(ctx, input as ContactEdit & { id: number }),
  names: ['name', 'position', 'companyId', 'responsibleId', 'departmentId'],
  follows: { departmentId: 'responsibleId' },
});

const CELLS: CellWriters = {
  onec: [],
  custom: customCell('contact'),
  fields: {
    name: textCell('name'), position: textCell('position'), responsible: responsibleCell,
    // The verb refuses a company that the person does not see.
    company: referenceCell('companyId', {
      relation: 'customers.company', alive: 'x.deleted_at is null', what: 'такой компании',
      also: 'x.inn = $3::text',
    }),
  },
};

export const contactSubject: MassSubject = {
  noun: 'contacts',
  entity: 'contact',
  title: 'Контакты',
  source: contactSource,
  exportable: (actor) => ownedRows(actor, 'contact', 'export'),
  rowTitle: 'k.name',
  actions: {
    edit: defineAction({
      title: 'Правка полей', right: EDIT,
      input: Type.Partial(Type.Object({ position, companyId, custom }),
        { ...CLOSED, minProperties: 1 }),
      ...edits,
    }),
    assign: defineAction({
      title: 'Смена ответственного', right: EDIT,
      input: Type.Object({ employeeId: Id }, CLOSED),
      run: (ctx, id, input: { employeeId: number }) =>
        edits.run(ctx, id, { responsibleId: input.employeeId }),
      undo: (ctx, id, fields: FieldsUndo) => edits.undo(trusted(ctx), id, fields),
    }),
    cells: cellsAction(EDIT, CELLS, edits),
  },
};
