// What leads may be filtered, sorted and summed by. Names are what the URL says.
import type { FieldInfo } from '#contract/listing';
import type { Context } from '#platform/context';
import { withCustomFields } from '#modules/fields';
import {
  type Catalogue, defineCatalogue, fieldInfos, type FieldDefinition,
} from '#platform/listing/catalogue';
import { type Walk, walkOf } from '#platform/listing/walk';
import {
  BY_COMPANY, BY_ESTIMATE, BY_RECEIVER, BY_RESPONSIBLE, BY_STAGE, BY_TITLE, BY_TOPIC, ofLateMoment,
  ofMoment,
} from './orders.ts';

/** Names to filter and sort by; none of them multiplies rows. */
export const LEADS_FROM = {
  from: 'leads.lead l',
  joins: {
    c: 'left join customers.company c on c.id = l.company_id',
    e: 'left join staff.employee e on e.id = l.responsible_id',
    te: 'left join staff.employee te on te.id = l.transferred_to_id',
    tp: 'left join leads.topic tp on tp.id = l.topic_id',
    s: 'left join leads.stage s on s.id = l.stage_id',
  },
};

/** An open task of the lead; the earliest one is its next action. */
export const OPEN_TASKS = `work.task t where t.entity = 'lead' and t.entity_id = l.id
  and t.done_at is null and t.cancelled_at is null`;

const byName = (column: string) => `${column} collate "ru-x-icu"`;

const text = (label: string, column: string, more: Partial<FieldDefinition> = {}) =>
  ({ label, type: 'text', column, ...more }) satisfies FieldDefinition;

/** Where the names behind the references of leads are. */
const NAMED: Record<string, string> = {
  companies: 'customers.company', contacts: 'customers.contact', employees: 'staff.employee',
  departments: 'staff.department', sources: 'deals.source', leadTopics: 'leads.topic',
  leadStages: 'leads.stage',
};

const reference = (
  label: string, column: string, choiceSource: string, sortColumn?: string,
): FieldDefinition => ({
  label, type: 'reference', column, choiceSource,
  ...(NAMED[choiceSource] ? { named: NAMED[choiceSource] } : {}),
  ...(sortColumn ? { sortable: true, sortColumn, sqlType: 'bigint' } : {}),
});

const named = (label: string, column: string, walk: Walk): FieldDefinition =>
  text(label, column, { sortable: true, sortColumn: byName(column), walk });

const moment = (label: string, column: string): FieldDefinition => ({
  label, type: 'moment', column, sortable: true, nullable: false, walk: ofMoment(column),
});

const lateMoment = (label: string, column: string): FieldDefinition =>
  ({ ...moment(label, column), nullable: true, walk: ofLateMoment(column) });

const HAS_TASK = `exists (select from ${OPEN_TASKS})`;
/** A task may have no day: what waits for such a one alone comes last, with what waits for none. */
const HAS_DUE = `exists (select from ${OPEN_TASKS} and t.due_at is not null)`;
const NEXT_TASK = `(select min(t.due_at) from ${OPEN_TASKS})`;

const reach = (label: string, kind: 'phone' | 'email'): FieldDefinition => ({
  label, type: 'text', operators: ['contains', 'startsWith', 'empty'], group: 'person.reach',
  column: `(select string_agg(r.value, ' ' order by r.id) from leads.reach r
    where r.lead_id = l.id and r.kind = '${kind}')`,
});

const traced = (label: string, path: string): FieldDefinition =>
  text(label, `(l.trace #>> '{${path}}')`);

const WHO: Record<string, FieldDefinition> = {
  who: text('Клиент', `concat_ws(', ', coalesce(c.name, l.company_name), coalesce(
    (select k.name from customers.contact k where k.id = l.contact_id), l.person_name))`),
  company: {
    ...reference('Компания', 'l.company_id', 'companies'),
    current: (id) => `customers.company_now(${id})`,
  },
  'company.name': named('Компания: название', 'c.name', BY_COMPANY),
  'company.inn': text('Компания: ИНН', 'c.inn'),
  companyName: text('Компания со слов', 'l.company_name'),
  contact: {
    ...reference('Контакт', 'l.contact_id', 'contacts'),
    current: (id) => `customers.contact_now(${id})`,
  },
  personName: text('Кто обратился', 'l.person_name'),
  phone: reach('Телефон', 'phone'),
  email: reach('Почта', 'email'),
};

const OWNERS: Record<string, FieldDefinition> = {
  responsible: reference('Оператор', 'l.responsible_id', 'employees'),
  'responsible.name': named('Оператор: имя', 'e.name', BY_RESPONSIBLE),
  department: reference('Отдел', 'l.department_id', 'departments'),
  transferredTo: reference('На кого перевели', 'l.transferred_to_id', 'employees'),
  'transferredTo.name': named('На кого перевели: имя', 'te.name', BY_RECEIVER),
  transferredDepartment: reference(
    'Куда перевели', 'l.transferred_department_id', 'departments'),
};

const ORIGIN: Record<string, FieldDefinition> = {
  channel: {
    label: 'Канал', type: 'choice', column: 'l.channel', choiceSource: 'leadChannels',
    nullable: false,
  },
  source: reference('Источник', 'l.source_id', 'sources'),
  utmSource: traced('UTM: источник', 'utm,source'),
  utmMedium: traced('UTM: тип', 'utm,medium'),
  utmCampaign: traced('UTM: кампания', 'utm,campaign'),
  did: traced('Набранный номер', 'did'),
};

const REST: Record<string, FieldDefinition> = {
  topic: reference('Тема', 'l.topic_id', 'leadTopics'),
  'topic.name': named('Тема: название', 'tp.name', BY_TOPIC),
  topicText: text('Тема своими словами', 'l.topic_text'),
  comment: text('Комментарий', 'l.comment', { operators: ['contains', 'empty'] }),
  lostReason: text('Пояснение к закрытию', 'l.lost_reason'),
  estimateKopecks: {
    label: 'Оценка', type: 'money', column: 'l.estimate_kopecks', sortable: true, nullable: false,
    walk: BY_ESTIMATE,
  },
  wasReturned: {
    label: 'Возвращали («не моё»)', type: 'flag', nullable: false,
    column: `exists (select from leads.passing p
      where p.lead_id = l.id and p.returned_at is not null)`,
  },
  nextTaskAt: {
    ...lateMoment('Ближайшее дело', NEXT_TASK), walk: walkOf(NEXT_TASK, HAS_DUE, 'l.id'),
  },
  hasTask: { label: 'Есть дело', type: 'flag', column: HAS_TASK, nullable: false },
  createdAt: moment('Создан', 'l.created_at'),
  updatedAt: moment('Изменён', 'l.updated_at'),
  stageChangedAt: moment('На стадии с', 'l.stage_changed_at'),
  firstResponseAt: lateMoment('Первый ответ', 'l.first_response_at'),
  transferredAt: lateMoment('Передан', 'l.transferred_at'),
  closedAt: lateMoment('Закрыт', 'l.closed_at'),
};

export const LEAD_CATALOGUE = defineCatalogue({
  noun: 'leads',
  idColumn: 'l.id',
  defaultSort: '-createdAt',
  fields: {
    number: text('Номер', 'l.number', { nullable: false }),
    title: text('Название', 'l.title', {
      sortable: true, nullable: false, sortColumn: byName('l.title'), walk: BY_TITLE,
    }),
    stage: {
      ...reference('Стадия', 'l.stage_id', 'leadStages', 's.position'), nullable: false,
      groupOrder: (key) => `select o.position from leads.stage o where o.id::text = ${key}`,
      walk: BY_STAGE,
    },
    'stage.semantics': {
      label: 'Исход', type: 'choice', column: 's.semantics', choiceSource: 'stageSemantics',
    },
    isOpen: { label: 'В работе', type: 'flag', column: 'l.is_open', nullable: false },
    party: {
      ...reference('Оператор или получатель', 'l.responsible_id', 'employees'), operators: ['in'],
      oneOfSql: (people) =>
        `(l.responsible_id = any(${people}::bigint[])
        or l.transferred_to_id = any(${people}::bigint[]))`,
    },
    ...WHO, ...OWNERS, ...ORIGIN, ...REST,
  },
});

/** With the custom fields that this reader may see. */
export function leadCatalogue(ctx: Context): Catalogue {
  return withCustomFields(ctx, LEAD_CATALOGUE, { entity: 'lead', column: 'l.custom' });
}

export function leadFieldInfos(ctx: Context): FieldInfo[] {
  return fieldInfos(leadCatalogue(ctx), ctx.actor.hidden);
}
