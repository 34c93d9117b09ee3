// Reads a task as people type it: «позвонить завтра 10:00 Иванову», «каждый понедельник отчёт».
// What is a date, an hour or a sign of urgency leaves the text; the rest is the title.
import type { Recurrence, TaskPriority } from './task-parts.ts';

export type ParsedTask = {
  title: string;
  kind: 'task' | 'call' | 'letter';
  /** Local day `YYYY-MM-DD` and clock `HH:MM`; empty when nothing was said. */
  day: string;
  time: string;
  priority: TaskPriority;
  recurrence: Recurrence | null;
  /** What stands after @: the beginning of a colleague's name. */
  assignee: string;
};

type Reading = ParsedTask & { text: string; today: Date };
/** Each rule takes its words out of the text. */
type Rule = { find: RegExp; read: (match: RegExpExecArray, reading: Reading) => void };

const WEEKDAYS = ['воскресень', 'понедельник', 'вторник', 'сред', 'четверг', 'пятниц', 'суббот'];
const MONTHS = ['январ', 'феврал', 'март', 'апрел', 'ма[йя]', 'июн', 'июл', 'август', 'сентябр',
  'октябр', 'ноябр', 'декабр'];
const NUMBERS: Record<string, number> = {
  один: 1, одну: 1, два: 2, две: 2, три: 3, четыре: 4, пять: 5, шесть: 6, семь: 7, десять: 10,
};

const pad = (value: number) => String(value).padStart(2, '0');
const dayText = (date: Date) =>
  `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
const daysOn = (from: Date, days: number) =>
  dayText(new Date(from.getFullYear(), from.getMonth(), from.getDate() + days));

/** A word of Russian: \b knows Latin letters only. */
const word = (source: string) => new RegExp(`(?<![а-яё\\w])(?:${source})(?![а-яё\\w])`, 'i');

function nextWeekday(from: Date, weekday: number): string {
  const ahead = (weekday - from.getDay() + 7) % 7 || 7;
  return daysOn(from, ahead);
}

const weekdayIn = (text: string) =>
  WEEKDAYS.findIndex((stem) => text.toLowerCase().includes(stem));

/** The nearest such day of a month, this year or the next; false for the 31st of April. */
function dayOfMonth(reading: Reading, day: number, month: number, year?: number): void {
  const { today } = reading;
  const date = new Date(year ?? today.getFullYear(), month, day);
  if (date.getMonth() !== month || date.getDate() !== day) return;
  const isPast = dayText(date) < dayText(today);
  if (year === undefined && isPast) date.setFullYear(date.getFullYear() + 1);
  reading.day = dayText(date);
}

function setTime(reading: Reading, hours: number, minutes: number): void {
  if (hours < 24 && minutes < 60) reading.time = `${pad(hours)}:${pad(minutes)}`;
}

function repeat(reading: Reading, every: Recurrence['every'], interval = 1): void {
  reading.recurrence = { every, interval, makes: 'done' };
}

const countOf = (text: string | undefined) =>
  text === undefined ? 1 : NUMBERS[text.toLowerCase()] ?? Number(text);

const WEEKDAY = '(?:понедельник|вторник|сред[ауы]|четверг|пятниц[ауы]|суббот[ауы]|воскресенье)';
const COUNT = `(\\d{1,3}|${Object.keys(NUMBERS).join('|')})`;

const RULES: Rule[] = [
  { find: word('срочно|важно|!+'), read: (_, to) => { to.priority = 'high'; } },
  { find: /(?<!\S)@([а-яёa-z-]+)/i, read: (found, to) => { to.assignee = found[1] ?? ''; } },
  {
    find: word(`кажд(?:ый|ую|ое)\\s+${WEEKDAY}`),
    read: ([text], to) => {
      repeat(to, 'week');
      to.day = nextWeekday(to.today, weekdayIn(text));
    },
  },
  {
    find: word('кажд(?:ый|ую)\\s+(?:рабочий\\s+)?(?:день|неделю|месяц)|'
      + 'ежедневно|еженедельно|ежемесячно|по\\s+будням'),
    read: ([text], to) => {
      const said = text.toLowerCase();
      if (/рабочий|будням/.test(said)) repeat(to, 'workday');
      else if (/недел/.test(said)) repeat(to, 'week');
      else repeat(to, /месяц|месячно/.test(said) ? 'month' : 'day');
    },
  },
  { find: word('сегодня'), read: (_, to) => { to.day = daysOn(to.today, 0); } },
  { find: word('послезавтра'), read: (_, to) => { to.day = daysOn(to.today, 2); } },
  { find: word('завтра'), read: (_, to) => { to.day = daysOn(to.today, 1); } },
  {
    find: word(`через\\s+(?:${COUNT}\\s+)?(час(?:а|ов)?|мин(?:ут[уы]?)?|`
      + 'день|дня|дней|недел[юиь]|месяц(?:а|ев)?)'),
    read: ([, count, unit = ''], to) => later(to, countOf(count), unit.toLowerCase()),
  },
  {
    find: word(`(?:во?\\s+)?${WEEKDAY}`),
    read: ([text], to) => { to.day = nextWeekday(to.today, weekdayIn(text)); },
  },
  {
    find: word(`(\\d{1,2})\\s+(${MONTHS.join('|')})[а-яё]*(?:\\s+(20\\d\\d))?`),
    read: ([, day, name = '', year], to) => dayOfMonth(to, Number(day),
      MONTHS.findIndex((stem) => new RegExp(`^${stem}`, 'i').test(name)),
      year === undefined ? undefined : Number(year)),
  },
  {
    find: /(?<![\d.,])(\d{1,2})\.(\d{2})(?:\.(20\d\d))?(?![\d,]|\s*(?:млн|тыс|руб|₽|%))/i,
    read: ([, day, month, year], to) => dayOfMonth(
      to, Number(day), Number(month) - 1, year === undefined ? undefined : Number(year)),
  },
  {
    find: /(?<![\d.,:])(?:в\s+)?(\d{1,2}):(\d{2})(?![\d:])/i,
    read: ([, hours, minutes], to) => setTime(to, Number(hours), Number(minutes)),
  },
  {
    find: word('(?:в|к)\\s+(\\d{1,2})(?:\\s*(?:час(?:а|ов)?|ч\\.?))?(?:\\s+(утра|дня|вечера))?'),
    read: ([, hours, part], to) => {
      const hour = Number(hours);
      setTime(to, part && part !== 'утра' && hour < 12 ? hour + 12 : hour, 0);
    },
  },
  { find: word('утром|с\\s+утра'), read: (_, to) => { to.time ||= '09:30'; } },
  { find: word('в\\s+обед|днём|днем'), read: (_, to) => { to.time ||= '13:00'; } },
  { find: word('вечером|к\\s+вечеру'), read: (_, to) => { to.time ||= '17:30'; } },
];

function later(to: Reading, count: number, unit: string): void {
  const { today } = to;
  if (/^час|^мин/.test(unit)) {
    const at = new Date(today.getTime() + count * (unit.startsWith('час') ? 3_600_000 : 60_000));
    to.day = dayText(at);
    to.time = `${pad(at.getHours())}:${pad(at.getMinutes())}`;
  } else if (unit.startsWith('недел')) to.day = daysOn(today, 7 * count);
  else if (unit.startsWith('месяц')) {
    to.day = dayText(new Date(today.getFullYear(), today.getMonth() + count, today.getDate()));
  } else to.day = daysOn(today, count);
}

const CALL = /^(?:позвон|перезвон|звон|созвон|набрать|прозвон)/i;
const LETTER = /^(?:напиш|написать|письмо|отправить|отправь|ответить|выслать)/i;

/** `now` is local; a time without a day is today, or tomorrow when it has passed. */
export function parseTask(typed: string, now: Date): ParsedTask {
  const reading: Reading = {
    text: typed, today: now, title: '', kind: 'task', day: '', time: '', priority: 'normal',
    recurrence: null, assignee: '',
  };
  for (const { find, read } of RULES) {
    const found = find.exec(reading.text);
    if (!found) continue;
    read(found, reading);
    reading.text = `${reading.text.slice(0, found.index)} ${
      reading.text.slice(found.index + found[0].length)}`;
  }
  const title = reading.text.replace(/\s+/g, ' ').replace(/\s+([,.;:])/g, '$1')
    .replace(/^[\s,;:.-]+|[\s,;:-]+$/g, '');
  if (reading.time && !reading.day) {
    const clock = `${pad(now.getHours())}:${pad(now.getMinutes())}`;
    reading.day = daysOn(now, reading.time > clock ? 0 : 1);
  }
  if (reading.recurrence && !reading.day) reading.day = daysOn(now, 0);
  const { text: _text, today: _today, ...parsed } = reading;
  return {
    ...parsed,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    kind: CALL.test(title) ? 'call' : LETTER.test(title) ? 'letter' : 'task',
  };
}
