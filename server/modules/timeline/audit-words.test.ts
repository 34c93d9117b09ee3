// A file of the journal tells what the screen tells, with whole dates and sums.
import assert from 'node:assert/strict';
import test from 'node:test';
import { fileTongue, tellEvent } from './audit-words.ts';

const tongue = fileTongue({
  'text payment.name': 'Платёж', 'text payment.came': 'пришёл из 1С', 'text empty': 'пусто',
  'text stage': 'Стадия: {1} → {2}', 'text stageByMoney': 'Стадию сменила оплата',
  'kind task.edited': 'Дело изменено', 'field dueAt': 'Срок', 'field note': 'Заметка',
  'text task': '«{1}»',
});
const told = (kind: string, data: Record<string, unknown>) => tellEvent(
  tongue, { kind, source: '1c', data }, { stage: (id) => ['', 'Заявка', 'Оплачен'][id] });

test('an event is a whole sentence in the file', () => {
  const document = { number: 'УТ-000012', kopecks: 66_000_050, state: 'posted' };
  assert.deepEqual(told('payment.applied', { document }),
    { title: 'Платёж 660000,50 ₽ пришёл из 1С', changes: '' });
  assert.deepEqual(
    told('deal.stageMoved', { by: 'pipeline', changes: { stageId: { old: 1, new: 2 } } }),
    { title: 'Стадия: Заявка → Оплачен', changes: 'Стадию сменила оплата' });
  assert.deepEqual(told('task.edited', { title: 'Счёт', changes: {
    dueAt: { old: '2026-12-01', new: '2026-12-04' }, note: { old: null, new: 'Срочно' },
  } }), {
    title: 'Дело изменено: «Счёт»',
    changes: 'Срок: 01.12.2026 → 04.12.2026; Заметка: пусто → Срочно',
  });
});
