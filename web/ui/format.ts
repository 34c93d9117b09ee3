// How money, percents and moments are written. Pure functions; components only place the text.
import type { Kopecks } from '#contract/money';
import { ru } from '../texts/ru.ts';

const NBSP = '\u00a0';
// Inter has no U+202F: browsers draw it at 0.14 em, too tight between figures. This one is as wide
// as the figures need and is read by Excel when a sum is pasted.
const GROUP_SPACE = NBSP;
const MINUS = '\u2212';

function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, GROUP_SPACE);
}

/** 1234567 → "1 234 567" with no-break spaces. */
export function formatNumber(value: number): string {
  const [whole = '0', fraction] = String(Math.abs(value)).split('.');
  const text = grouped(Number(whole)) + (fraction ? `,${fraction}` : '');
  return value < 0 ? MINUS + text : text;
}

/** 166000000 → "1 660 000"; kopecks are written only when there are some: "99,50". */
export function formatSum(kopecks: Kopecks): string {
  const absolute = Math.abs(kopecks);
  const rest = absolute % 100;
  const text = grouped(Math.trunc(absolute / 100))
    + (rest ? `,${String(rest).padStart(2, '0')}` : '');
  return kopecks < 0 ? MINUS + text : text;
}

/** 166000050 → "1 660 000": for cards, where kopecks would push out what matters. */
export function formatRoubles(kopecks: Kopecks): string {
  return formatSum(Math.trunc(kopecks / 100) * 100);
}

/** For the total of a card: «7 077 000 ₽», and from ten million on «30,6 млн ₽». */
export function formatCardTotal(kopecks: Kopecks): string {
  const isShort = Math.abs(kopecks) < 1_000_000_000;
  return isShort ? `${formatRoubles(kopecks)}${NBSP}₽` : formatShortMoney(kopecks);
}

/** 166000000 → "1 660 000 ₽". */
export function formatMoney(kopecks: Kopecks): string {
  return `${formatSum(kopecks)}${NBSP}₽`;
}

/** A sum in whatever currency; without one it is in roubles. */
export const formatIn = (kopecks: Kopecks, currency: string | undefined): string =>
  (currency === undefined || currency === 'RUB' ? formatMoney(kopecks)
    : `${formatSum(kopecks)}${NBSP}${currency}`);

const SHORT_UNITS: { kopecks: number; name: string }[] = [
  { kopecks: 100_000_000_000, name: ru.money.billion },
  { kopecks: 100_000_000, name: ru.money.million },
  { kopecks: 100_000, name: ru.money.thousand },
];

/** For headers where the scale matters and kopecks do not: "172,8 млн ₽", "412 тыс. ₽". */
export function formatShortMoney(kopecks: Kopecks, currency?: string): string {
  const absolute = Math.abs(kopecks);
  const unit = SHORT_UNITS.find((candidate) => absolute >= candidate.kopecks);
  if (!unit || absolute < 1_000_000) return formatIn(Math.round(kopecks / 100) * 100, currency);
  const value = absolute / unit.kopecks;
  const text = unit.name === ru.money.thousand
    ? String(Math.round(value))
    : (Math.round(value * 10) / 10).toFixed(1).replace('.', ',').replace(',0', '');
  const sign = currency === undefined || currency === 'RUB' ? '₽' : currency;
  return `${kopecks < 0 ? MINUS : ''}${text}${NBSP}${unit.name}${NBSP}${sign}`;
}

/** 50 → "50 %". */
export function formatPercent(percent: number): string {
  return `${percent < 0 ? MINUS : ''}${Math.abs(percent)}${NBSP}%`;
}

type Day = { year: number; month: number; day: number };

function dayOf(date: Date): Day {
  return { year: date.getFullYear(), month: date.getMonth(), day: date.getDate() };
}

/** Takes 'YYYY-MM-DD' as that day wherever the reader is, and a moment as his local day. */
function parseDay(value: string): Day {
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!plain) return dayOf(new Date(value));
  return { year: Number(plain[1]), month: Number(plain[2]) - 1, day: Number(plain[3]) };
}

function daysBetween(a: Day, b: Day): number {
  const utc = (d: Day) => Date.UTC(d.year, d.month, d.day);
  return Math.round((utc(b) - utc(a)) / 86_400_000);
}

/** «24 дек», with the year when it is not this one: «24 дек 2025». */
export function formatDay(value: string, now = new Date()): string {
  const day = parseDay(value);
  const text = `${day.day}${NBSP}${ru.time.months[day.month] ?? ''}`;
  return day.year === now.getFullYear() ? text : `${text}${NBSP}${day.year}`;
}

/** For tags: a day of the coming or past half a year needs no year even across New Year. */
export function formatNearDay(value: string, now = new Date()): string {
  const isNear = Math.abs(daysUntil(value, now)) < 180;
  return formatDay(value, isNear ? new Date(`${value.slice(0, 10)}T12:00:00`) : now);
}

/** «Воронцова Елена Павловна» → «Воронцова Е. П.»; two words stay as they are. */
export function formatShortName(name: string): string {
  const [surname = '', ...given] = name.trim().split(/\s+/);
  if (given.length < 2) return name;
  return `${surname}${NBSP}${given.map((part) => `${part.slice(0, 1)}.`).join(NBSP)}`;
}

export function formatClock(moment: string): string {
  const date = new Date(moment);
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/** «Сегодня», «Вчера», «20 ноя»: the head of a day. */
export function formatDayHead(moment: string, now = new Date()): string {
  const named = formatMoment(moment, now).split(',')[0]!;
  return named.slice(0, 1).toUpperCase() + named.slice(1);
}

/** «сегодня, 10:42», «вчера, 16:05», «20 ноя, 14:30». */
export function formatMoment(moment: string, now = new Date()): string {
  const day = parseDay(moment);
  const offset = daysBetween(dayOf(now), day);
  const named = { 0: ru.time.today, '-1': ru.time.yesterday, 1: ru.time.tomorrow }[offset];
  return `${named ?? formatDay(moment, now)}, ${formatClock(moment)}`;
}

/** The shortest due: «12:00» today, «завтра», «25 ноя». */
export function formatDueShort(moment: string, now = new Date()): string {
  const offset = daysBetween(dayOf(now), parseDay(moment));
  if (offset === 0) return formatClock(moment);
  return offset === 1 ? ru.time.tomorrow : formatNearDay(moment, now);
}

/** «12 с назад», «5 мин назад», «3 ч назад», then as a moment. */
export function formatAgo(moment: string, now = new Date()): string {
  const seconds = Math.max(0, Math.round((now.getTime() - new Date(moment).getTime()) / 1000));
  if (seconds < 3) return ru.time.now;
  if (seconds < 60) return ru.time.secondsAgo(seconds);
  if (seconds < 3600) return ru.time.minutesAgo(Math.floor(seconds / 60));
  if (seconds < 12 * 3600) return ru.time.hoursAgo(Math.floor(seconds / 3600));
  return formatMoment(moment, now);
}

/** For deadlines: «сегодня», «через 31 день», «просрочено на 4 дня». */
export function formatDue(day: string, now = new Date()): string {
  const days = daysUntil(day, now);
  if (days === 0) return ru.time.today;
  if (days === 1) return ru.time.tomorrow;
  return days > 0 ? ru.time.inDays(days) : ru.time.overdueDays(-days);
}

/** Whether a deadline is behind. */
export function hasPassed(moment: string, now = new Date()): boolean {
  return new Date(moment).getTime() < now.getTime();
}

/** Whole days from today to `day`; negative when it has passed. */
export function daysUntil(day: string, now = new Date()): number {
  return daysBetween(dayOf(now), parseDay(day));
}

/** "+78121234567 доб. 12" → "+7 812 123-45-67 доб. 12"; other countries stay as they are. */
export const readablePhone = (phone: string): string =>
  phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})(?!\d)/, '+7 $1 $2-$3-$4');
