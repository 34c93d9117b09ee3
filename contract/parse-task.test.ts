import assert from 'node:assert/strict';
import test from 'node:test';
import { parseTask } from './parse-task.ts';

/** Monday, noon. */
const NOW = new Date(2026, 10, 23, 12, 0);

const read = (text: string) => {
  const { title, kind, day, time } = parseTask(text, NOW);
  return [title, kind, day, time];
};

test('day and hour leave the title', () => {
  assert.deepEqual(read('позвонить завтра 10:00 Иванову'),
    ['Позвонить Иванову', 'call', '2026-11-24', '10:00']);
  assert.deepEqual(read('написать Петрову в пятницу к 15'),
    ['Написать Петрову', 'letter', '2026-11-27', '15:00']);
  assert.deepEqual(read('Сверка 1 декабря в 9 утра'),
    ['Сверка', 'task', '2026-12-01', '09:00']);
  assert.deepEqual(read('отгрузка 15.01'), ['Отгрузка', 'task', '2027-01-15', '']);
  assert.deepEqual(read('перезвонить через 2 часа'),
    ['Перезвонить', 'call', '2026-11-23', '14:00']);
  assert.deepEqual(read('через неделю узнать о тендере'),
    ['Узнать о тендере', 'task', '2026-11-30', '']);
  assert.deepEqual(read('послезавтра вечером сдать отчёт'),
    ['Сдать отчёт', 'task', '2026-11-25', '17:30']);
});

test('an hour that has passed means tomorrow', () => {
  assert.deepEqual(read('Звонок в 10'), ['Звонок', 'call', '2026-11-24', '10:00']);
  assert.deepEqual(read('Звонок в 17'), ['Звонок', 'call', '2026-11-23', '17:00']);
});

test('numbers that are no dates stay in the title', () => {
  assert.deepEqual(read('Насос ЦНС 60-198 проверить цену 1.5 млн'),
    ['Насос ЦНС 60-198 проверить цену 1.5 млн', 'task', '', '']);
  assert.deepEqual(read('Согласовать 31 апреля'), ['Согласовать', 'task', '', '']);
  assert.deepEqual(read('Средний чек за сегодняшний день'),
    ['Средний чек за сегодняшний день', 'task', '', '']);
});

test('urgency, repetition and a colleague', () => {
  const weekly = parseTask('каждый понедельник в 10 планёрка @Орлова срочно', NOW);
  assert.equal(weekly.title, 'Планёрка');
  assert.equal(weekly.priority, 'high');
  assert.equal(weekly.assignee, 'Орлова');
  assert.deepEqual(weekly.recurrence, { every: 'week', interval: 1, makes: 'done' });
  assert.deepEqual([weekly.day, weekly.time], ['2026-11-30', '10:00']);
  assert.equal(parseTask('по будням проверять почту', NOW).recurrence?.every, 'workday');
});
