// Columns of the list of deals that are written as cells: by typing, by pasting from a sheet.
import { ONEC_DEAL_FIELDS } from '#contract/deals';
import { type CellWriters, moneyCell, referenceCell, textCell } from '#platform/mass/cells';
import { momentCell } from '#platform/mass/moment-cell';
import { customCell } from '#modules/fields';

export const DEAL_CELLS: CellWriters = {
  onec: [...ONEC_DEAL_FIELDS, 'balanceKopecks', 'notPaidInFull', 'paidNotShipped', 'isOverdue'],
  custom: customCell('deal'),
  fields: {
    title: textCell('title'),
    stage: referenceCell('stageId', {
      relation: 'deals.stage', what: 'такой стадии в воронке сделки',
      alive: `x.archived_at is null and x.pipeline_id =
        (select d.pipeline_id from deals.deal d where d.id = $2::bigint)`,
    }),
    responsible: referenceCell('responsibleId', {
      relation: 'staff.employee', alive: 'x.dismissed_at is null', what: 'такого сотрудника',
    }),
    company: referenceCell('companyId', {
      relation: 'customers.company', alive: 'x.deleted_at is null', what: 'такого клиента',
      also: 'x.inn = $3::text',
    }),
    source: referenceCell('sourceId', {
      relation: 'deals.source', alive: 'x.archived_at is null', what: 'такого источника',
    }),
    estimateKopecks: moneyCell('estimateKopecks'),
    nextTaskAt: momentCell('nextTaskAt'),
    projectName: textCell('projectName'),
    endCustomerName: textCell('endCustomerName'),
    endCustomerInn: textCell('endCustomerInn'),
    address: textCell('address'),
    comment: textCell('comment'),
  },
};
