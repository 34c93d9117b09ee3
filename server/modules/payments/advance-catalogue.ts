// What advances may be narrowed by, and who sees them. One row is what a payment leaves to nobody:
// x that part, d its company, p the payment. No deal stands behind it, so that the scope of deals
// is applied to the company's own department and responsible.
import { visibleRows } from '#platform/visibility';
import type { Context } from '#platform/context';
import { defineCatalogue } from '#platform/listing/catalogue';
import { allOf, type Fragment } from '#platform/listing/fragment';

export const ADVANCE_CATALOGUE = defineCatalogue({
  noun: 'advances',
  idColumn: 'x.id',
  defaultSort: 'paidOn',
  hasId: false,
  fields: {
    company: {
      label: 'Компания', type: 'reference', column: 'x.company_id', choiceSource: 'companies',
      nullable: false, current: (id) => `customers.company_now(${id})`,
    },
    department: {
      label: 'Отдел клиента', type: 'reference', column: 'd.department_id',
      choiceSource: 'departments',
    },
    responsible: {
      label: 'Ответственный за клиента', type: 'reference', column: 'd.responsible_id',
      choiceSource: 'employees',
    },
    paidOn: {
      label: 'Дата платежа', type: 'date', column: 'x.paid_on', sortable: true,
      group: 'deal.money',
    },
    purpose: {
      label: 'Назначение платежа', type: 'text', column: 'p.purpose', group: 'deal.money',
    },
    kopecks: {
      label: 'Аванс', type: 'money', column: 'x.kopecks', sortable: true, nullable: false,
      group: 'deal.money',
    },
  },
});

export const ADVANCES = {
  catalogue: ADVANCE_CATALOGUE,
  from: 'payments.advance x',
  joins: {
    d: 'join customers.company d on d.id = x.company_id',
    p: 'join payments.payment p on p.base_id = x.base_id and p.uid = x.payment_uid',
  },
};

const COMPANY = { department: 'd.department_id', own: (me: string) => `d.responsible_id = ${me}` };

const within = ({ actor }: Context, action: 'read' | 'export', offset = 0): Fragment =>
  visibleRows(actor, { entity: 'deal', action }, COMPANY, offset);

export const seenAdvances = (
  ctx: Context, { forFile }: { forFile?: boolean } = {},
): Fragment => allOf([within(ctx, 'read'), ...(forFile ? [within(ctx, 'export')] : [])]);

/** The same over a statement that has `offset` values already. */
export const seesAdvancesOf = (ctx: Context, offset: number): Fragment =>
  within(ctx, 'read', offset);
