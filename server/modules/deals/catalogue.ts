// What deals may be filtered, sorted and summed by. Names are what the URL says.
import type { FieldInfo } from '#contract/listing';
import type { Context } from '#platform/context';
import {
  type Catalogue, defineCatalogue, fieldInfos, type FieldDefinition,
} from '#platform/listing/catalogue';
import { withDescribed } from '#platform/listing/described-fields';
import { parseFilter } from '#platform/listing/parse-filter';
import { type Walk, walkOf } from '#platform/listing/walk';
import { withCustomFields } from '#modules/fields';
import {
  BY_CLOSING, BY_DEPARTMENT, BY_PERSON, BY_STAGE, BY_UPDATE, byPercent, byTitle, ofAll, ofAmount,
  ofFew, ofMoment,
} from './orders.ts';

/** Names to filter and sort by; none of them multiplies rows. */
export const DEALS_FROM = {
  from: 'deals.deal d',
  joins: {
    c: 'left join customers.company c on c.id = d.company_id',
    e: 'left join staff.employee e on e.id = d.responsible_id',
    dp: 'left join staff.department dp on dp.id = d.department_id',
    s: 'left join deals.stage s on s.id = d.stage_id',
  },
};

const byName = (column: string) => `${column} collate "ru-x-icu"`;

/** An open task of the deal; the earliest one is its next action. */
export const OPEN_TASKS = `work.task t where t.entity = 'deal' and t.entity_id = d.id
  and t.done_at is null and t.cancelled_at is null`;

/**
 * Open, without an event for longer than its stage allows, and without an open task. The stage
 * keeps the moment this comes to today, so that no calendar is asked for a row.
 */
export const STUCK = `(d.is_open and d.last_activity_at < s.idle_before
  and not exists (select from ${OPEN_TASKS}))`;

/** The same for the columns of a page, which must not join the stage. */
export const STUCK_OF_STAGE = `(d.is_open
  and d.last_activity_at < (select x.idle_before from deals.stage x where x.id = d.stage_id)
  and not exists (select from ${OPEN_TASKS})) is true`;

const money = (label: string, column: string, walk?: Walk): FieldDefinition => ({
  label, type: 'money', column, sortable: true, nullable: false, group: 'deal.money',
  ...(walk ? { walk } : {}),
});

/** Where the names behind the references of deals are. */
const NAMED: Record<string, string> = {
  pipelines: 'deals.pipeline', stages: 'deals.stage', departments: 'staff.department',
  employees: 'staff.employee', companies: 'customers.company', contacts: 'customers.contact',
  sources: 'deals.source', ownEntities: 'customers.own_entity',
};

const byPosition = (relation: string) => (key: string) =>
  `select o.position from ${relation} o where o.id::text = ${key}`;

const reference = (
  label: string, column: string, choiceSource: string, sortColumn?: string,
): FieldDefinition => ({
  label, type: 'reference', column, choiceSource,
  ...(NAMED[choiceSource] ? { named: NAMED[choiceSource] } : {}),
  ...(sortColumn ? { sortable: true, sortColumn, sqlType: 'bigint' } : {}),
});

const text = (label: string, column: string, more: Partial<FieldDefinition> = {}) =>
  ({ label, type: 'text', column, ...more }) satisfies FieldDefinition;

/** A few deals have such a day, and an index holds them in its order. */
const dayOf = (label: string, column: string): FieldDefinition => ({
  label, type: 'date', column, sortable: true, group: 'deal.money',
  walk: walkOf(column, `${column} is not null`, 'd.id'),
});

const moment = (label: string, column: string, walk?: Walk): FieldDefinition =>
  ({ label, type: 'moment', column, sortable: true, nullable: false, ...(walk ? { walk } : {}) });

const percent = (label: string, column: string): FieldDefinition => ({
  label, type: 'percent', column, sortable: true, group: 'deal.money', walk: byPercent(column),
});

const HAS_TASK = `exists (select from ${OPEN_TASKS})`;
/** A task may have no day: what waits for such a one alone comes last, with what waits for none. */
const HAS_DUE = `exists (select from ${OPEN_TASKS} and t.due_at is not null)`;
const NEXT_TASK = `(select min(t.due_at) from ${OPEN_TASKS})`;

const GENERAL: Record<string, FieldDefinition> = {
  number: text('Номер', 'd.number', { nullable: false }),
  title: text('Название', 'd.title', {
    sortable: true, nullable: false, sortColumn: byName('d.title'),
    walk: byTitle(byName('d.title')),
  }),
  pipeline: { ...reference('Воронка', 'd.pipeline_id', 'pipelines'), nullable: false },
  stage: {
    ...reference('Стадия', 'd.stage_id', 'stages', 's.position'), nullable: false,
    groupOrder: byPosition('deals.stage'), walk: BY_STAGE,
  },
  'stage.semantics': {
    label: 'Исход', type: 'choice', column: 's.semantics', choiceSource: 'stageSemantics',
  },
  isOpen: { label: 'В работе', type: 'flag', column: 'd.is_open', nullable: false },
  department: reference('Отдел', 'd.department_id', 'departments'),
  'department.name': text('Отдел: название', 'dp.name', {
    sortable: true, sortColumn: byName('dp.name'),
    walk: BY_DEPARTMENT,
  }),
  responsible: reference('Менеджер', 'd.responsible_id', 'employees'),
  'responsible.name': text('Менеджер: имя', 'e.name', {
    sortable: true, sortColumn: byName('e.name'),
    walk: BY_PERSON,
  }),
  company: {
    ...reference('Компания', 'd.company_id', 'companies'),
    current: (id) => `customers.company_now(${id})`,
  },
  'company.name': text('Компания: название', 'c.name', {
    sortable: true, sortColumn: byName('c.name'),
    walk: walkOf(byName('c.name'), 'c.id is not null', 'd.id'),
  }),
  'company.inn': text('Компания: ИНН', 'c.inn'),
  'company.kpp': text('Компания: КПП', 'c.kpp'),
  contact: {
    ...reference('Контакт', 'd.contact_id', 'contacts'),
    current: (id) => `customers.contact_now(${id})`,
  },
  source: reference('Источник', 'd.source_id', 'sources'),
  ownEntity: reference('Наше юрлицо', 'd.own_entity_id', 'ownEntities'),
  projectName: text('Проект', 'd.project_name'),
  endCustomerName: text('Конечный заказчик', 'd.end_customer_name'),
  endCustomerInn: text('ИНН конечного заказчика', 'd.end_customer_inn'),
  address: text('Адрес объекта', 'd.address'),
  comment: text('Комментарий', 'd.comment', { operators: ['contains', 'empty'] }),
  lossReason: reference('Причина отказа', 'd.loss_reason_id', 'lossReasons'),
  lostReason: text('Причина отказа: слова', 'd.lost_reason'),
};

const BALANCE = 'greatest(d.amount_kopecks - d.paid_kopecks, 0)';
const TO_SHIP = 'greatest(d.amount_kopecks - d.shipped_kopecks, 0)';

/** "12500,00 EUR + 300,00 USD": never added to roubles, and nothing where all is in roubles. */
const IN_CURRENCIES = `(select string_agg(
    replace((o."amountKopecks" / 100.0)::numeric(20, 2)::text, '.', ',') || ' ' || o.currency,
    ' + ' order by o.currency)
  from jsonb_to_recordset(d.other_currencies) as o (currency text, "amountKopecks" bigint))`;

const MONEY: Record<string, FieldDefinition> = {
  currency: { ...text('Валюта', 'd.currency'), nullable: false, group: 'deal.money' },
  inOtherCurrency: {
    label: 'Есть заказы в другой валюте', type: 'flag', nullable: false, group: 'deal.money',
    column: '(d.other_currencies is not null)',
  },
  inCurrencies: text('Сумма в других валютах', IN_CURRENCIES,
    { operators: ['empty'], group: 'deal.money' }),
  amountKopecks: money('Сумма', 'd.amount_kopecks', ofAll('d.amount_kopecks')),
  amountSource: {
    label: 'Откуда сумма', type: 'choice', column: 'd.amount_source',
    choiceSource: 'amountSources', group: 'deal.money',
  },
  estimateKopecks: money('Оценка менеджера', 'd.estimate_kopecks', ofFew('d.estimate_kopecks')),
  paidKopecks: money('Оплаченная сумма', 'd.paid_kopecks', ofAmount('d.paid_kopecks')),
  balanceKopecks: money('Остаток к оплате', BALANCE, ofFew(BALANCE)),
  paidPercent: percent('Процент оплаты', 'd.paid_percent'),
  overpaid: {
    label: 'Переплата', type: 'flag', column: 'd.overpaid', nullable: false, group: 'deal.money',
  },
  notPaidInFull: {
    label: 'Оплачено не полностью', type: 'flag', nullable: false, group: 'deal.money',
    column: '(d.amount_kopecks > 0 and d.paid_kopecks < d.amount_kopecks)',
  },
  shippedKopecks: money('Отгружено', 'd.shipped_kopecks', ofAmount('d.shipped_kopecks')),
  toShipKopecks: money('Осталось отгрузить', TO_SHIP, ofFew(TO_SHIP)),
  shippedPercent: percent('Процент отгрузки', 'd.shipped_percent'),
  paidNotShipped: {
    label: 'Оплачено полностью, отгружено не всё', type: 'flag', nullable: false,
    group: 'deal.money',
    column: `(d.amount_kopecks > 0 and d.paid_kopecks >= d.amount_kopecks
      and d.shipped_kopecks < d.amount_kopecks)`,
  },
  isOverdue: {
    label: 'Просрочка', type: 'flag', column: '(d.overdue_kopecks > 0)', nullable: false,
    group: 'deal.money',
  },
  overdueKopecks: money('Просрочено', 'd.overdue_kopecks', ofFew('d.overdue_kopecks')),
  receivableKopecks: money('Долг: отгружено и не оплачено', 'd.receivable_kopecks',
    ofFew('d.receivable_kopecks')),
  expectedKopecks: money('Ждём по графику', 'd.expected_kopecks', ofFew('d.expected_kopecks')),
  nextPayOn: dayOf('Ближайшая оплата', 'd.next_pay_on'),
  deferredUntil: dayOf('Оплата отсрочена до', 'd.deferred_until'),
};

const REST: Record<string, FieldDefinition> = {
  orderNumbers: text('Номера заказов 1С', `array_to_string(d.order_numbers, ' ')`, {
    operators: ['contains', 'empty'],
  }),
  withoutOrder: {
    label: 'Без заказа 1С', type: 'flag', nullable: false, column: `(d.order_numbers = '{}')`,
  },
  nextTaskAt: {
    ...moment('Ближайшее дело', NEXT_TASK, walkOf(NEXT_TASK, HAS_DUE, 'd.id')), nullable: true,
  },
  hasTask: {
    label: 'Есть дело', type: 'flag', column: HAS_TASK, nullable: false,
  },
  isStuck: { label: 'Зависла', type: 'flag', column: STUCK },
  lastActivityAt: moment('Последнее движение', 'd.last_activity_at',
    ofMoment('d.last_activity_at', 'd.updated_at')),
  createdAt: moment('Создана', 'd.created_at'),
  updatedAt: moment('Изменена', 'd.updated_at', BY_UPDATE),
  stageChangedAt: moment('На стадии с', 'd.stage_changed_at',
    ofMoment('d.stage_changed_at', 'd.created_at')),
  closedAt: { ...moment('Закрыта', 'd.closed_at', BY_CLOSING), nullable: true },
};

export const DEAL_CATALOGUE = defineCatalogue({
  noun: 'deals',
  idColumn: 'd.id',
  defaultSort: '-createdAt',
  fields: { ...GENERAL, ...MONEY, ...REST },
});

/**
 * With what modules above know of deals in a view of this filter, and the custom fields that this
 * reader may see.
 */
export function dealCatalogue(ctx: Context, filter?: string): Catalogue {
  return withCustomFields(ctx, withDescribed(DEAL_CATALOGUE, parseFilter(filter)),
    { entity: 'deal', column: 'd.custom' });
}

export function dealFieldInfos(ctx: Context): FieldInfo[] {
  return fieldInfos(dealCatalogue(ctx), ctx.actor.hidden);
}
