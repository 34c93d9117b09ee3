import assert from 'node:assert/strict';
import test from 'node:test';
import type { TimelineItem } from '#contract/timeline';
import { nameOfField, wordsOfEvent, wordsOfValue } from './event-words.ts';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

function event(kind: string, data: Record<string, unknown>, more: Partial<TimelineItem> = {}) {
  return wordsOfEvent({
    id: 1, at: '2026-11-23T09:00:00Z', kind, actor: null, source: '1c', data, comment: null,
    ...more,
  });
}

const document = (kopecks: number, state = 'posted') =>
  ({ number: 'УТ-000012', at: '2026-11-20T10:00:00', kopecks, currency: 'RUB', state });

test('a payment tells how it came, was cancelled, corrected and removed', () => {
  const title = (now: object | null, before?: object) =>
    plain(event('payment.applied', {
      document: now, ...(before ? { previous: before } : {}),
    }).title);
  assert.equal(title(document(66_000_000)), 'Платёж 660 000 ₽ пришёл из 1С');
  assert.equal(title(document(-100_00)), 'Возврат 100 ₽ пришёл из 1С');
  assert.equal(title(document(100_00, 'unposted'), document(100_00)),
    'Платёж 100 ₽ отменён: проведение снято в 1С');
  assert.equal(title(document(100_00), document(100_00, 'unposted')), 'Платёж 100 ₽ проведён в 1С');
  assert.equal(title({ ...document(400_000), currency: 'EUR' }), 'Платёж 4 000 EUR пришёл из 1С');
  assert.equal(title(document(120_00), document(100_00)),
    'Платёж УТ-000012 изменён: 100 ₽ → 120 ₽');
  assert.equal(title(document(100_00, 'deleted'), document(100_00)), 'Платёж 100 ₽ удалён в 1С');
  assert.equal(title(null, document(100_00)), 'Платёж 100 ₽ удалён в 1С');
});

test('other documents are named by number and in their own gender', () => {
  const order = { document: document(120_000), previous: document(100_000) };
  assert.equal(plain(event('order.applied', order).title),
    'Заказ УТ-000012 изменён: 1 000 ₽ → 1 200 ₽');
  assert.equal(plain(event('shipment.applied', { document: document(50_000) }).title),
    'Отгрузка УТ-000012 пришла из 1С, 500 ₽');
  assert.equal(event('order.applied', { document: null }).title, 'Заказ обновлён из 1С');
});

test('one changed field is the title, several are a list', () => {
  const one = event('deal.edited', {
    changes: { responsibleId: { old: { id: 1, name: 'Петров' }, new: { id: 2, name: 'Орлова' } } },
  }, { source: 'ui', actor: { id: 3, name: 'Анна' } });
  assert.equal(one.title, 'Менеджер: Петров → Орлова');
  assert.equal(one.who, 'Анна');
  const several = event('deal.edited', {
    changes: { title: { old: 'А', new: 'Б' }, comment: { old: null, new: 'да' } },
  });
  assert.deepEqual(several.changes.map(({ label, old, new: now }) => [label, old, now]),
    [['Название', 'А', 'Б'], ['Комментарий', 'пусто', 'да']]);
});

test('a stage moved by money is named, and says why', () => {
  const words = wordsOfEvent({
    id: 1, at: '2026-11-23T09:00:00Z', kind: 'deal.stageMoved', actor: null, source: '1c',
    data: { by: 'pipeline', changes: { stageId: { old: 1, new: 2 } } }, comment: null,
  }, { stage: (id) => ['', 'Заявка', 'Оплачен'][id] });
  assert.equal(words.title, 'Стадия: Заявка → Оплачен');
  assert.equal(words.note, 'Стадию сменила оплата');
});

test('values are written as people read them', () => {
  assert.equal(plain(wordsOfValue('paidKopecks', 166_000_050)), '1 660 000,50 ₽');
  assert.equal(plain(wordsOfValue('lines', { count: 2, sumKopecks: 5000 })), '2 строки, 50 ₽');
  assert.equal(wordsOfValue('orderNumbers', ['А-1', 'А-2']), 'А-1, А-2');
  assert.equal(wordsOfValue('overpaid', true), 'да');
  assert.equal(wordsOfValue('comment', ''), 'пусто');
});

test('a task tells how it repeats, when it reminds and what is ticked off', () => {
  const told = (field: string, value: unknown) => wordsOfValue(field, value);
  assert.equal(told('priority', 'high'), 'срочно');
  assert.equal(told('reminders', [0, 15, 180, 1440]), 'в срок, за 15 минут, за 3 часа, за 1 день');
  assert.equal(told('recurrence', { every: 'week', interval: 1, makes: 'done' }), 'каждую неделю');
  assert.equal(told('recurrence', { every: 'month', interval: 3, makes: 'due' }),
    'раз в 3 месяца');
  assert.equal(told('checklist', [{ text: 'Паспорт', done: true }, { text: 'Счёт', done: false }]),
    'Паспорт (сделано), Счёт');
  const { title, changes, note } = event('task.returned', { title: 'КП', reason: 'Не моё' });
  assert.deepEqual([title, changes, note],
    ['Дело возвращено постановщику: «КП»', [], 'Не моё']);
});

test('the address of a company is no delivery, in its history and where it is taken back', () => {
  const changes = { address: { old: 'Тверь', new: 'Москва' } };
  for (const [entity, name] of [['company', 'Адрес'], ['deal', 'Доставка']] as const) {
    assert.equal(event(`${entity}.edited`, { changes }).title, `${name}: Тверь → Москва`);
    assert.equal(nameOfField(entity, 'address'), name);
  }
});
