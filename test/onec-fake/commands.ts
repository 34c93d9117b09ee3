// One-off acts by document number: `pay УТ-000012 150000`. Each returns what it did, in Russian.
import { kopecksFromDecimal } from '#contract/money';
import { get, type FakeBase, type FakeObject } from './base.ts';
import { orderTruth } from './sums.ts';
import { correctPayment, movePayment, pay, payAdvance, refund, returnShipment, ship, splitPayment }
  from './verbs-money.ts';
import {
  correctOrder, createInvoice, createOrder, deferUntil, recreateOrder, remove, setDeleted,
  setPosted, setStatus,
} from './verbs-orders.ts';

type Command = { usage: string; run: (base: FakeBase, words: string[]) => string };

/** What a person may write after `npm run onec-fake --`. */
export const COMMANDS: { readonly [name: string]: Command } = {
  order: {
    usage: 'order [НОМЕР_СДЕЛКИ_CRM]  новый заказ',
    run: (base, [crmDealId]) => {
      const { body } = createOrder(base, { crmDealId });
      return `заказ ${body.number} на ${body.total}`;
    },
  },
  invoice: {
    usage: 'invoice ЗАКАЗ  счёт к заказу',
    run: (base, [number]) => `счёт ${createInvoice(base, order(base, number).uid).body.number}`,
  },
  pay: {
    usage: 'pay ЗАКАЗ СУММА  оплата',
    run: (base, [number, sum]) =>
      `оплата ${pay(base, order(base, number).uid, kopecks(sum)).body.number} на ${sum}`,
  },
  split: {
    usage: 'split СУММА ЗАКАЗ ЗАКАЗ …  одна оплата, по СУММЕ на каждый заказ',
    run: (base, [sum, ...numbers]) => {
      const uids = numbers.map((number) => order(base, number).uid);
      return `оплата ${splitPayment(base, uids, kopecks(sum)).body.number}`;
    },
  },
  advance: {
    usage: 'advance ЗАКАЗ СУММА  аванс покупателя заказа, ни к чему не привязанный',
    run: (base, [number, sum]) => {
      const { companyUid } = order(base, number).body;
      return `аванс ${payAdvance(base, companyUid, kopecks(sum)).body.number}`;
    },
  },
  refund: {
    usage: 'refund ЗАКАЗ СУММА  возврат денег',
    run: (base, [number, sum]) =>
      `возврат ${refund(base, order(base, number).uid, kopecks(sum)).body.number}`,
  },
  move: {
    usage: 'move ОПЛАТА ЗАКАЗ  перенос оплаты на другой заказ',
    run: (base, [number, target]) => {
      movePayment(base, payment(base, number).uid, order(base, target).uid);
      return `оплата ${number} перенесена на ${target}`;
    },
  },
  'correct-payment': {
    usage: 'correct-payment ОПЛАТА СУММА  исправить сумму оплаты',
    run: (base, [number, sum]) => {
      correctPayment(base, payment(base, number).uid, kopecks(sum));
      return `оплата ${number}: теперь ${sum}`;
    },
  },
  'unpost-payment': {
    usage: 'unpost-payment ОПЛАТА  отменить проведение оплаты',
    run: (base, [number]) => posted(base, payment(base, number), false),
  },
  'post-payment': {
    usage: 'post-payment ОПЛАТА  провести оплату',
    run: (base, [number]) => posted(base, payment(base, number), true),
  },
  'remove-payment': {
    usage: 'remove-payment ОПЛАТА  удалить оплату физически',
    run: (base, [number]) => {
      remove(base, payment(base, number).uid);
      return `оплата ${number} удалена`;
    },
  },
  ship: {
    usage: 'ship ЗАКАЗ [СТРОК]  отгрузка всего или первых строк',
    run: (base, [number, lines]) => {
      const options = lines ? { lines: Number(lines) } : {};
      return `отгрузка ${ship(base, order(base, number).uid, options).body.number}`;
    },
  },
  return: {
    usage: 'return ЗАКАЗ  возврат товара первой строки',
    run: (base, [number]) => `возврат ${returnShipment(base, order(base, number).uid).body.number}`,
  },
  post: {
    usage: 'post ЗАКАЗ  провести заказ',
    run: (base, [number]) => posted(base, order(base, number), true),
  },
  unpost: {
    usage: 'unpost ЗАКАЗ  отменить проведение заказа',
    run: (base, [number]) => posted(base, order(base, number), false),
  },
  mark: {
    usage: 'mark ЗАКАЗ  пометить заказ на удаление',
    run: (base, [number]) => {
      setDeleted(base, order(base, number).uid, true);
      return `заказ ${number} помечен на удаление`;
    },
  },
  remove: {
    usage: 'remove ЗАКАЗ  удалить заказ физически',
    run: (base, [number]) => {
      remove(base, order(base, number).uid);
      return `заказ ${number} удалён`;
    },
  },
  recreate: {
    usage: 'recreate ЗАКАЗ  удалить и ввести заново с тем же номером',
    run: (base, [number]) => {
      recreateOrder(base, order(base, number).uid);
      return `заказ ${number} введён заново`;
    },
  },
  correct: {
    usage: 'correct ЗАКАЗ  изменить строки заказа',
    run: (base, [number]) => {
      const { body } = correctOrder(base, order(base, number).uid);
      return `заказ ${number}: теперь ${body.total}`;
    },
  },
  defer: {
    usage: 'defer ЗАКАЗ ГГГГ-ММ-ДД  отсрочка оплаты до дня',
    run: (base, [number, day = '']) => {
      if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error(`день пишется 2026-12-31, а не ${day}`);
      deferUntil(base, order(base, number).uid, day);
      return `заказ ${number}: отсрочка до ${day}`;
    },
  },
  status: {
    usage: 'status ЗАКАЗ СТАТУС  статус заказа',
    run: (base, [number, ...words]) => {
      const { body } = setStatus(base, order(base, number).uid, words.join(' '));
      return `заказ ${number}: статус «${body.status}»`;
    },
  },
};

/** Newest orders with their sums, for choosing a number. */
export function orderList(base: FakeBase, count = 20): string[] {
  return base.uids.order.slice(-count).map((uid) => {
    const { number, totalKopecks, paidKopecks, counts } = orderTruth(base, get(base, 'order', uid));
    const mark = counts ? '' : '  (не учитывается)';
    return `${number}  сумма ${totalKopecks / 100}  оплачено ${paidKopecks / 100}${mark}`;
  });
}

function posted(base: FakeBase, object: FakeObject<'order' | 'payment'>, value: boolean): string {
  setPosted(base, object.uid, value);
  return `${object.body.number}: ${value ? 'проведён' : 'проведение отменено'}`;
}

function order(base: FakeBase, number: string | undefined): FakeObject<'order'> {
  const found = byNumber(base, 'order', number);
  return get(base, 'order', found);
}

function payment(base: FakeBase, number: string | undefined): FakeObject<'payment'> {
  return get(base, 'payment', byNumber(base, 'payment', number));
}

/** The newest living document of the number: after a re-creation there are two. */
function byNumber(base: FakeBase, type: 'order' | 'payment', number = ''): string {
  const uid = base.uids[type].findLast((candidate) => {
    const { gone, body } = get(base, type, candidate);
    return !gone && body.number === number;
  });
  if (uid === undefined) throw new Error(`в базе нет документа с номером «${number}»`);
  return uid;
}

function kopecks(sum = ''): number {
  const value = kopecksFromDecimal(sum);
  if (value === null || value <= 0) throw new Error(`сумма пишется 1000.00, а не «${sum}»`);
  return value;
}
