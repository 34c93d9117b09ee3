// Open deals of another program or of a sheet. Who answers, where and on which stage comes from the
// columns; nothing that a new deal fires is fired here.
import type { DealCreate, DealEdit } from '#contract/deals';
import { createDeal, editDeal, moveStage, withdrawDeal } from '#modules/deals';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { refuseBuiltUpon } from '../built-upon.ts';
import { customFields, foldCustom, moneyText, resolveCustom, shownCustom }
  from '../custom-values.ts';
import { companyOfRow, contactOfRow } from '../find-customers.ts';
import { gather, rowProblem } from '../problems.ts';
import { pick, shownNamed, shownText } from '../shown.ts';
import type { Frame, ImportField, ImportKey, ImportRecord, ImportSubject, RowEdit, Values }
  from '../subject.ts';
import { companyFields, findById, idField, named } from './shared.ts';

const COMPANY = { name: 'company', inn: 'companyInn', kpp: 'companyKpp' };
const TEXTS = [
  'title', 'comment', 'projectName', 'endCustomerName', 'endCustomerInn', 'address',
] as const;

export const FIELDS: readonly ImportField[] = [
  {
    name: 'number', label: 'Номер', kind: 'id',
    synonyms: ['номер сделки', '№', '№ сделки'], hint: 'Номер сделки Верстака: С-123',
  },
  {
    name: 'title', label: 'Название', kind: 'text', required: true, maxLength: 500,
    synonyms: ['сделка', 'название сделки', 'наименование', 'тема', 'предмет', 'title'],
  },
  ...companyFields(COMPANY),
  {
    name: 'contact', label: 'Контакт', kind: 'text',
    synonyms: ['контактное лицо', 'фио', 'телефон', 'почта', 'e mail', 'email'],
    hint: 'Телефон, почта или имя контакта, который уже есть',
  },
  { name: 'pipeline', label: 'Воронка', kind: 'pipeline', synonyms: ['направление'] },
  {
    name: 'stage', label: 'Стадия', kind: 'stage', synonyms: ['этап', 'статус', 'стадия сделки'],
    hint: 'Открытая стадия воронки; без неё первая',
  },
  {
    name: 'responsible', label: 'Ответственный', kind: 'employee',
    synonyms: ['менеджер', 'менеджер имя', 'ответственный имя', 'ответственный менеджер'],
    hint: 'Фамилия и имя сотрудника или его почта',
  },
  {
    name: 'department', label: 'Подразделение', kind: 'department',
    synonyms: ['отдел', 'отдел название', 'подразделение название'],
    hint: 'Без него отдел ответственного',
  },
  { name: 'source', label: 'Источник', kind: 'source', synonyms: ['откуда', 'канал'] },
  {
    name: 'estimateKopecks', label: 'Оценка менеджера', kind: 'money',
    synonyms: ['сумма', 'сумма сделки', 'бюджет', 'оценка', 'сумма руб'],
    hint: 'Рубли: 1234,56. Суммы заказов и оплат ведёт 1С',
  },
  { name: 'projectName', label: 'Проект', kind: 'text', maxLength: 500 },
  {
    name: 'endCustomerName', label: 'Конечный заказчик', kind: 'text', maxLength: 500,
    synonyms: ['заказчик', 'конечный клиент'],
  },
  { name: 'endCustomerInn', label: 'ИНН конечного заказчика', kind: 'inn' },
  {
    name: 'address', label: 'Адрес объекта', kind: 'text', maxLength: 1000,
    synonyms: ['адрес', 'объект'],
  },
  {
    name: 'comment', label: 'Комментарий', kind: 'text', maxLength: 5000,
    synonyms: ['примечание', 'описание'],
  },
  idField('сделки'),
];

const KEYS: readonly ImportKey[] = [
  findById('deals.deal', 'deal', 'number'), findById('deals.deal', 'deal'),
];

type Row = Record<(typeof TEXTS)[number], string | null> & {
  version: number; number: string; isOpen: boolean; estimateKopecks: number;
} & Record<'companyId' | 'contactId' | 'sourceId' | 'responsibleId' | 'departmentId' | 'pipelineId'
  | 'stageId', number | null>
  & Record<'company' | 'contact' | 'source' | 'responsible' | 'stage', string | null>
  & { custom: Record<string, unknown> | null };

const readRow = (ctx: Context, id: number) => one<Row>(ctx.db, {
  name: 'import-deal',
  text: `select d.version, d.number, d.is_open as "isOpen", d.title, d.comment,
      d.project_name as "projectName", d.end_customer_name as "endCustomerName",
      d.end_customer_inn as "endCustomerInn", d.address,
      d.estimate_kopecks as "estimateKopecks", d.company_id as "companyId", c.name as company,
      d.contact_id as "contactId", k.name as contact, d.source_id as "sourceId",
      o.name as source, d.responsible_id as "responsibleId", e.name as responsible,
      d.department_id as "departmentId", d.pipeline_id as "pipelineId",
      d.stage_id as "stageId", s.name as stage, d.custom
    from deals.deal d
      left join customers.company c on c.id = d.company_id
      left join customers.contact k on k.id = d.contact_id
      left join deals.source o on o.id = d.source_id
      left join staff.employee e on e.id = d.responsible_id
      left join deals.stage s on s.id = d.stage_id
    where d.id = $1`,
  values: [id],
});

async function read(
  ctx: Context, id: number, frame: Frame,
): Promise<ImportRecord | undefined> {
  const row = await readRow(ctx, id);
  if (!row) return undefined;
  return {
    version: row.version, title: `${row.number} · ${row.title}`,
    values: {
      ...Object.fromEntries(TEXTS.map((name) => [name, shownText(row[name])])),
      ...(maySee(ctx.actor, 'deal.money') ? {
        estimateKopecks: { value: row.estimateKopecks, text: moneyText(row.estimateKopecks) },
      } : {}),
      companyId: shownNamed(row.companyId, row.company),
      contactId: shownNamed(row.contactId, row.contact),
      sourceId: shownNamed(row.sourceId, row.source),
      responsibleId: shownNamed(row.responsibleId, row.responsible),
      stageId: shownNamed(row.stageId, row.stage),
      ...await shownCustom(ctx, 'deal', row.custom, frame),
    },
  };
}

async function placeOfRow({ pipeline, stage }: Values, { references }: Frame): Promise<Values> {
  const pipelineId = pipeline ? await references.pipeline(String(pipeline), 'pipeline') : null;
  if (!stage) return pipelineId === null ? {} : { pipelineId };
  const found = await references.stage(String(stage), pipelineId, 'stage');
  if (found.semantics !== 'open') {
    throw rowProblem(`Стадия «${found.name}» закрывает сделку, а импорт берёт только открытые.`,
      'stage');
  }
  return { stageId: found.id, pipelineId: found.pipelineId };
}

/** A contact is looked for within the company of the row. */
async function customerPart(ctx: Context, values: Values): Promise<Values> {
  const companyId = await companyOfRow(ctx, values, COMPANY);
  const { contact } = values;
  return {
    ...(companyId === undefined ? {} : { companyId }),
    ...(contact ? { contactId: await contactOfRow(
      ctx, String(contact), { companyId: companyId ?? null, field: 'contact' }) } : {}),
  };
}

const resolve = (ctx: Context, values: Values, frame: Frame): Promise<Values> => gather([
  () => pick(values, TEXTS),
  () => (values['estimateKopecks'] === null ? {} : pick(values, ['estimateKopecks'])),
  () => customerPart(ctx, values),
  () => named(values, 'responsible', frame.references.employee),
  () => named(values, 'department', frame.references.department),
  () => named(values, 'source', frame.references.source),
  () => placeOfRow(values, frame),
  () => resolveCustom(ctx, 'deal', values, frame),
]);

const EDITED = [
  ...TEXTS, 'companyId', 'contactId', 'sourceId', 'responsibleId', 'estimateKopecks',
] as const;
const inputOf = (values: Values) => ({ ...pick(values, EDITED), ...foldCustom(values) });

async function edit(ctx: Context, { id, version, values }: RowEdit): Promise<void> {
  const { pipelineId, departmentId, stageId } = values;
  const row = (await readRow(ctx, id))!;
  if (!row.isOpen) throw rowProblem('Сделка закрыта, а импорт меняет только открытые.');
  if (pipelineId && pipelineId !== row.pipelineId) {
    throw rowProblem('Импорт не переводит сделку в другую воронку.', 'pipeline');
  }
  if (departmentId && departmentId !== row.departmentId) {
    throw rowProblem('Сделку другому отделу передают, а не импортируют.', 'department');
  }
  await editFields(ctx, { id, version, values });
  if (stageId) await enter(ctx, id, Number(stageId));
}

/** The way back: a stage keeps what it has asked for until the deal has left it. */
async function putBack(ctx: Context, row: RowEdit): Promise<void> {
  const { stageId } = row.values;
  if (stageId) await enter(ctx, row.id, Number(stageId));
  await editFields(ctx, row);
}

const editFields = (ctx: Context, { id, version, values }: RowEdit) =>
  editDeal(ctx, { ...inputOf(values) as Partial<DealEdit>, id, version });

async function enter(ctx: Context, id: number, stageId: number): Promise<void> {
  const { approval } = await moveStage(ctx, { id, stageId });
  if (approval) throw rowProblem('Эту стадию открывает руководитель.', 'stage');
}

export const dealImport: ImportSubject = {
  noun: 'deals', entity: 'deal', title: 'Сделки', keys: KEYS,
  fields: (ctx) => [
    ...FIELDS.filter(({ name }) => name !== 'estimateKopecks' || maySee(ctx.actor, 'deal.money')),
    ...customFields(ctx, 'deal'),
  ],
  // Deals are told by their numbers alone, which are claimed.
  meets: (_on, rows) => Promise.resolve(rows.map(() => [])),
  resolve, read, edit, putBack,
  create: async (ctx, values) => (await createDeal(ctx, {
    ...inputOf(values),
    ...Object.fromEntries(Object.entries(pick(values, ['departmentId', 'pipelineId', 'stageId']))
      .filter(([, value]) => value !== null)),
  } as DealCreate)).id,
  withdraw: async (ctx, id) => {
    await refuseBuiltUpon(ctx, 'deal', id);
    await withdrawDeal(ctx, id);
  },
};
