// Fields of one's own of the demo company: what a dealer of pumps and compressors asks of deals,
// leads, companies, contacts and products, made and filled by the same verbs as on the screen.
import { editProduct, readProduct } from '#modules/catalog';
import { editCompany, editContact } from '#modules/customers';
import { createField, editField } from '#modules/fields';
import { roleIdsByCode } from '#modules/staff';
import type { CustomEntity, FieldCreate } from '#contract/custom-fields';
import { addDays } from '#platform/clock';
import { companyToday } from '#platform/company-time';
import { type Context, systemContext } from '#platform/context';
import type { Db } from '#platform/database';
import type { LoadedCustomers } from './customers.ts';
import type { Chance } from './random.ts';

type Given = Omit<FieldCreate, 'entity'> & { code: string };

const options = (names: Record<string, string>) =>
  Object.entries(names).map(([code, name]) => ({ code, name }));

const DRIVES = { electric: 'Электрический', diesel: 'Дизельный', petrol: 'Бензиновый' };
const INDUSTRIES = {
  oil: 'Нефтегаз', energy: 'Энергетика', utilities: 'ЖКХ и водоканал', building: 'Строительство',
  machines: 'Машиностроение', farms: 'Сельское хозяйство',
};
const DECIDES = {
  decides: 'Решает', agrees: 'Согласует', selects: 'Выбирает технику', uses: 'Пользуется',
};
const ORIGINS = {
  ru: 'Россия', by: 'Беларусь', cn: 'Китай', it: 'Италия', tr: 'Турция',
};
const FIELDS: Partial<Record<CustomEntity, Given[]>> = {
  deal: [
    {
      code: 'drive', name: 'Тип привода', kind: 'list', section: 'Оборудование', isFrequent: true,
      options: options(DRIVES),
    },
    { code: 'power', name: 'Мощность, кВт', kind: 'number', section: 'Оборудование' },
    {
      code: 'tender', name: 'Номер тендера', kind: 'text', section: 'Тендер', isSearched: true,
      hint: 'Как на площадке: по нему найдёт поиск',
    },
    { code: 'tender_until', name: 'Заявки до', kind: 'date', section: 'Тендер' },
    { code: 'supervision', name: 'Шеф-монтаж', kind: 'flag', section: 'Объект' },
    { code: 'project_engineer', name: 'Инженер проекта', kind: 'employee', section: 'Объект' },
    { code: 'object_plan', name: 'План объекта', kind: 'file', section: 'Объект' },
  ],
  lead: [
    {
      code: 'urgency', name: 'Когда нужно', kind: 'list',
      options: [
        { code: 'today', name: 'Сегодня', colour: 'red' },
        { code: 'week', name: 'На неделе', colour: 'amber' },
        { code: 'later', name: 'Не срочно', colour: 'gray' },
      ],
    },
    { code: 'budget', name: 'Бюджет клиента', kind: 'money' },
  ],
  company: [
    {
      code: 'industry', name: 'Отрасль', kind: 'list', isFrequent: true,
      options: options(INDUSTRIES),
    },
    { code: 'fleet', name: 'Парк оборудования', kind: 'text', isSearched: true },
    { code: 'contract_until', name: 'Договор до', kind: 'date' },
  ],
  contact: [{
    code: 'decides', name: 'Роль в закупке', kind: 'multiList',
    options: options(DECIDES),
  }],
  product: [
    { code: 'supply_days', name: 'Срок поставки, дней', kind: 'number' },
    {
      code: 'origin', name: 'Страна', kind: 'list',
      options: options(ORIGINS),
    },
    { code: 'discontinued', name: 'Снят с производства', kind: 'flag' },
  ],
};

const UNMARKED = { isFrequent: false, isSearched: false };

/** Search and quick filters of the demo; their indexes are built in the background. */
export async function markDemoFields(db: Db, now: Date): Promise<void> {
  const ctx = systemContext(db, 'system', () => now);
  const { rows } = await db.query<{ id: number; code: string; version: number }>(
    'select id, code, version from fields.field order by id');
  for (const { code, isFrequent = false, isSearched = false } of Object.values(FIELDS).flat()) {
    const field = rows.find((row) => row.code === code);
    if (!field || !(isFrequent || isSearched)) continue;
    await editField(ctx, { id: field.id, version: field.version, isFrequent, isSearched });
  }
}

const FLEETS = [
  '4 винтовых компрессора 37 кВт, ресивер 900 л', 'Насосы Д320-50, 6 штук, 2014 год',
  'ДЭС 100 и 200 кВт, одна в ремонте', 'Станки 16К20 и 1К62, фрезерный 6Р82',
];

/** Before people make records: they fill what is there. Purchase is for those who see margins. */
export async function createDemoFields(db: Db, now: Date): Promise<void> {
  const ctx = systemContext(db, 'system', () => now);
  for (const [entity, fields] of Object.entries(FIELDS)) {
    for (const field of fields) {
      await createField(ctx, {
        isListed: false, ...field, ...UNMARKED, entity: entity as CustomEntity,
      });
    }
  }
  const roles = await roleIdsByCode(db);
  const readerRoleIds = ['head', 'director', 'buyer'].flatMap((code) => roles.get(code) ?? []);
  await createField(ctx, {
    entity: 'deal', code: 'purchase', name: 'Закупочный бюджет', kind: 'money', isListed: false,
    section: 'Оборудование', readerRoleIds, hint: 'Видят руководители и закупка',
  });
}

/** Deals and leads may be played without fields of one's own. */
export async function hasDemoFields(db: Db): Promise<boolean> {
  const { rows } = await db.query(`select from fields.field where code = 'drive'`);
  return rows.length > 0;
}

/** Something is known of two deals in three. */
export function dealValues(
  chance: Chance, { title, now, engineerId }: { title: string; now: Date; engineerId?: number },
): Record<string, unknown> {
  if (chance.hit(0.34)) return {};
  const drive = /дизел|ДЭС|мотопомп/i.test(title) ? 'diesel' : chance.pick(Object.keys(DRIVES));
  const isTender = chance.hit(0.2);
  return {
    drive, power: chance.pick([5.5, 7.5, 15, 22, 37, 55, 75, 100]), supervision: chance.hit(0.3),
    ...(isTender ? {
      tender: `0372200${chance.between(100_000, 999_999)}`,
      tender_until: addDays(companyToday(now), chance.between(3, 40)),
    } : {}),
    ...(engineerId !== undefined && chance.hit(0.4) ? { project_engineer: engineerId } : {}),
  };
}

export const leadValues = (chance: Chance): Record<string, unknown> => ({
  urgency: chance.pick(['today', 'week', 'week', 'later']),
  ...(chance.hit(0.3) ? { budget: chance.between(5, 300) * 1_000_000 } : {}),
});

const SHARE_FILLED = 0.4;

/** A part of what 1C has brought is known better. */
export async function fillCustomers(
  db: Db, { companies, products }: LoadedCustomers, { chance, now }: { chance: Chance; now: Date },
): Promise<void> {
  const ctx = { ...systemContext(db, 'system', () => now), quiet: true };
  for (const { id } of companies) {
    if (!chance.hit(SHARE_FILLED)) continue;
    await editCompany(ctx, { id, version: await versionOf(db, 'customers.company', id), custom: {
      industry: chance.pick(Object.keys(INDUSTRIES)),
      ...(chance.hit(0.4) ? { fleet: chance.pick(FLEETS) } : {}),
      ...(chance.hit(0.3)
        ? { contract_until: addDays(companyToday(now), chance.between(20, 400)) } : {}),
    } });
  }
  for (const { id } of products) if (chance.hit(SHARE_FILLED)) await fillProduct(ctx, chance, id);
  const { rows } = await db.query<{ id: number }>(
    'select id from customers.contact where id % 3 = 0 order by id limit 60');
  for (const { id } of rows) {
    await editContact(ctx, { id, version: await versionOf(db, 'customers.contact', id), custom: {
      decides: [chance.pick(Object.keys(DECIDES))],
    } });
  }
}

async function fillProduct(ctx: Context, chance: Chance, id: number): Promise<void> {
  const { version } = await readProduct(ctx, id);
  await editProduct(ctx, { id, version, custom: {
    supply_days: chance.pick([3, 7, 14, 30, 45, 60]),
    origin: chance.pick(['ru', ...Object.keys(ORIGINS)]),
    ...(chance.hit(0.05) ? { discontinued: true } : {}),
  } });
}

async function versionOf(
  db: Db, table: 'customers.company' | 'customers.contact', id: number,
): Promise<number> {
  const { rows } = await db.query<{ version: number }>(
    `select version from ${table} where id = $1`, [id]);
  return rows[0]!.version;
}
