// What will not come when a base does not show something: by source and by property, in words for
// whoever connects it.
import type { OnecType } from '#contract/onec-rows';
import { CODES } from './profiles/profile.ts';

const LOSSES: Readonly<Record<number, string>> = {
  [CODES.bankIn]: 'оплаты со счёта',
  [CODES.cashIn]: 'оплаты наличными: такие заказы будут казаться неоплаченными',
  [CODES.cardIn]: 'оплаты картой: такие заказы будут казаться неоплаченными',
  [CODES.bankOut]: 'возвраты со счёта: оплачено будет больше, чем на деле',
  [CODES.cashOut]: 'возвраты из кассы: оплачено будет больше, чем на деле',
  [CODES.offset]: 'взаимозачёты: зачтённое останется долгом',
  [CODES.shipment]: 'отгрузки',
  [CODES.returned]: 'возвраты товаров: отгружено будет больше, чем на деле',
  [CODES.correction]: 'корректировки: отгружено останется прежним',
  [CODES.order]: 'заказы',
  [CODES.invoice]: 'счета: оплата по счёту без заказа станет авансом клиента',
  [CODES.company]: 'клиенты',
  [CODES.contact]: 'контактные лица',
  [CODES.employee]: 'ответственные: сделки заказов останутся без них',
  [CODES.product]: 'карточки товаров: в строках останутся только их названия',
};

export const lossOf = (code: number): string => LOSSES[code] ?? '';

/** Properties that are worth a word; of them those without which a document says nothing. */
const PROPERTY_LOSSES: Readonly<Record<string, string>> = {
  company: 'клиент документа',
  total: 'сумма документа',
  sum: 'суммы строк',
  quantity: 'количество в строках',
  order: 'связь с заказом: документ не попадёт в сделку',
  manager: 'ответственный',
  organization: 'наше юрлицо',
  bankConfirmed: 'отметка банка: с настройкой «только подтверждённое банком» оплата не считается',
  inn: 'ИНН: клиенты не сойдутся с заведёнными здесь',
  partner: 'связь контактного лица с клиентом',
  article: 'артикул',
  payOn: 'сроки оплаты: отсрочек не будет',
};

/** Read of some types alone. */
const READ_OF: Readonly<Partial<Record<string, readonly OnecType[]>>> = {
  organization: ['order'], manager: ['order', 'company'],
};

export const propertyLoss = (type: OnecType, field: string): string | undefined =>
  (READ_OF[field]?.includes(type) === false ? undefined : PROPERTY_LOSSES[field]);

const PART_LOSSES: Readonly<Record<string, string>> = {
  lines: 'строки документа', stages: 'график оплаты: отсрочек не будет',
  'КонтактнаяИнформация': 'телефоны и почта',
};

export const partLoss = (part: 'lines' | 'stages', name: string): string =>
  PART_LOSSES[name] ?? PART_LOSSES[part] ?? '';

/** Other names are an ornament; without these documents cannot be read. */
export const NEEDED_NAMES: Readonly<Partial<Record<string, string>>> = {
  currency: 'валюта документов: они встанут в карантин',
  organization: 'наше юрлицо заказа',
  reaches: 'телефоны и почта клиентов, контактных лиц и сотрудников',
  settlement: 'связь оплат с заказами: оплаты станут авансами клиентов',
};
