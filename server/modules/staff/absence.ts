// Absence is a span of days, both ends counted; without an end it lasts until somebody ends it.
import { isDate } from '#platform/clock';
import { refuseField } from '#platform/refuse';

export type Absence = {
  absentFrom?: string | null | undefined;
  absentUntil?: string | null | undefined;
};

export function checkAbsence({ absentFrom = null, absentUntil = null }: Absence): void {
  if (absentFrom !== null && !isDate(absentFrom)) throw refuseField('absentFrom', 'Это не дата.');
  if (absentUntil === null) return;
  if (!isDate(absentUntil)) throw refuseField('absentUntil', 'Это не дата.');
  if (absentFrom === null) throw refuseField('absentFrom', 'Укажите первый день отсутствия.');
  if (absentUntil < absentFrom) {
    throw refuseField('absentUntil', 'Отсутствие не может кончиться раньше, чем началось.');
  }
}

export function isAbsent({ absentFrom = null, absentUntil = null }: Absence, day: string): boolean {
  return absentFrom !== null && absentFrom <= day && (absentUntil === null || day <= absentUntil);
}
