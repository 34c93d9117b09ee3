// What the fields and keys of all subjects have in common.
import type { Entity } from '#contract/rights';
import { visibleProducts } from '#modules/catalog';
import { visibleCustomers } from '#modules/customers';
import { visibleDeals } from '#modules/deals';
import type { Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Fragment } from '#platform/listing/fragment';
import { mergedInto } from '#platform/merged-into';
import { prepared } from '#platform/prepared';
import { rowProblem, type RowProblems } from '../problems.ts';
import type { ImportField, ImportKey, Values } from '../subject.ts';

export const options = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([code, name]) => ({ code, name }));

/** The number that an export writes: the surest key of a file that was exported from here. */
export const idField = (whose: string): ImportField => ({
  name: 'id', label: 'Внутренний номер', kind: 'id', synonyms: ['id'],
  hint: `Номер ${whose} из выгрузки Верстака`,
});

const SEVERAL_HINT = 'Один или несколько через точку с запятой';

export const REACH_FIELDS: readonly ImportField[] = [
  {
    name: 'phones', label: 'Телефон', kind: 'phones', hint: SEVERAL_HINT,
    synonyms: ['тел', 'телефоны', 'мобильный', 'мобильный телефон', 'сотовый', 'рабочий телефон',
      'контактный телефон', 'номер телефона', 'phone', 'моб', 'моб телефон'],
  },
  {
    name: 'emails', label: 'Почта', kind: 'emails', hint: SEVERAL_HINT,
    synonyms: ['e mail', 'email', 'mail', 'эл почта', 'электронная почта', 'электронный адрес',
      'почты', 'адрес электронной почты'],
  },
];

const MERGED: ReadonlySet<Entity> = new Set(['company', 'contact']);

const SEEN: Partial<Record<Entity, { alias: string; rule: (actor: Actor) => Fragment }>> = {
  company: { alias: 'c', rule: (actor) => visibleCustomers(actor, 'company', 1) },
  contact: { alias: 'k', rule: (actor) => visibleCustomers(actor, 'contact', 1) },
  product: { alias: 'p', rule: (actor) => visibleProducts(actor, 'read', 1) },
  deal: { alias: 'd', rule: (actor) => visibleDeals(actor, 'read', 1) },
};

/** The row of a card that was joined to another would write its name and ИНН over those of it. */
export const joined = (name: string, what: string, field: string): RowProblems =>
  rowProblem(`Эта карточка объединена с «${name}»: уберите строку или ${what}.`, field);

export function findById(table: string, entity: Entity, field = 'id'): ImportKey {
  const { alias, rule } = SEEN[entity]!;
  const alive = entity === 'deal' ? '' : ` and ${alias}.deleted_at is null`;
  const byId = (ctx: Context, id: unknown) => {
    const seen = rule(ctx.actor);
    return ctx.db.query<{ id: number; title: string }>(prepared('import-by-id',
      `select ${alias}.id, ${entity === 'deal' ? 'title' : 'name'} as title from ${table} ${alias}
       where ${alias}.id = $1${alive} and (${seen.sql})`, [id, ...seen.values]));
  };
  return {
    name: field, label: field === 'id' ? 'Внутренний номер' : 'Номер', fields: [field],
    mustExist: true,
    claims: (values) => (values[field] ? [`id ${String(values[field])}`] : []),
    find: async (ctx, values) => {
      if (!values[field]) return [];
      const { rows } = await byId(ctx, values[field]);
      if (rows.length > 0 || !MERGED.has(entity)) return rows.map(({ id }) => id);
      const heirId = await mergedInto(ctx.db, table, Number(values[field]));
      const [heir] = heirId === null ? [] : (await byId(ctx, heirId)).rows;
      if (heir) throw joined(heir.title, `впишите номер ${heir.id}`, field);
      return [];
    },
  };
}

/** Columns by which a contact or a deal names its company. */
export const companyFields = (
  names: { name: string; inn: string; kpp: string },
): readonly ImportField[] => [
  {
    name: names.name, label: 'Компания', kind: 'text',
    synonyms: ['организация', 'контрагент', 'клиент', 'название компании', 'наименование компании',
      'компания название', 'company', 'покупатель'],
    hint: 'Название компании, которая уже есть в Верстаке',
  },
  {
    name: names.inn, label: 'Компания: ИНН', kind: 'inn',
    synonyms: ['инн', 'инн компании', 'инн организации', 'инн клиента', 'инн контрагента', 'inn'],
    hint: 'Вернее названия: находит компанию по ИНН',
  },
  {
    name: names.kpp, label: 'Компания: КПП', kind: 'kpp',
    synonyms: ['кпп', 'кпп компании', 'kpp'],
  },
];

/** «responsible» of the row → `responsibleId` of the verb; an emptied cell is nobody. */
export async function named(
  values: Values, field: string, find: (text: string, field: string) => Promise<number>,
): Promise<Values> {
  const text = values[field];
  if (text === undefined) return {};
  return { [`${field}Id`]: text === null ? null : await find(String(text), field) };
}
