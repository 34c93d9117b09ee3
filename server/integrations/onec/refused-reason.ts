// Why an object of 1C could not be written, in words of a person; what the database or the program
// said itself follows for whoever mends it.
import { constraintProblem } from '#platform/constraints';
import { Refusal } from '#platform/refuse';

/** SQLSTATE classes that blame the data of an item: bad values, broken rules, too long for us. */
const DATA_STATES = /^(22|23|54)/;

const REASONS: Record<string, string> = {
  '22001': 'текст длиннее, чем Верстак может хранить',
  '22003': 'число слишком велико',
  '22007': 'дата записана не так, как её пишут',
  '22008': 'такой даты не бывает, или она за пределами возможных лет',
  '22021': 'в тексте недопустимые знаки',
  '22P02': 'значение записано не в том виде, например буквы вместо числа',
  '22P05': 'в тексте недопустимые знаки',
  '23502': 'не хватает обязательного значения',
  '23503': 'названа запись, которой в Верстаке нет',
  '23505': 'такая запись уже есть',
  '23514': 'значение вне допустимых пределов',
};
const ANY_VALUE = 'одно из значений не подходит';
const TOO_LARGE = 'объект слишком велик';

type DatabaseError = {
  code?: string; constraint?: string; column?: string; table?: string; message?: string;
};

/** SQLSTATE of an error of the database; '' for all others. */
export const stateOf = (error: unknown): string => String((error as DatabaseError)?.code ?? '');

export const blamesData = (error: unknown): boolean => DATA_STATES.test(stateOf(error));

/** Whether an item may be to blame: then it is set apart; anything else is our own trouble. */
export const blamesItem = (error: unknown): boolean => error instanceof Refusal
  || error instanceof TypeError || error instanceof RangeError || blamesData(error);

export type RefusedReason = { code: string; reason: string };

export function refusedReason(error: unknown): RefusedReason {
  if (error instanceof Refusal) {
    return { code: 'server.failed', reason: `Объект не удалось применить: ${error.detail}` };
  }
  const said = error as DatabaseError;
  if (!blamesData(error)) {
    return {
      code: 'server.failed',
      reason: 'Объект не удалось применить: программа не ждала такого значения. Покажите его '
        + `разработчикам Верстака. Подробности: ${said.message}`,
    };
  }
  const state = stateOf(error);
  const known = said.constraint ? constraintProblem(said) : null;
  const why = known?.fields[0]?.field ? lowerFirst(known.detail)
    : REASONS[state] ?? (state.startsWith('54') ? TOO_LARGE : ANY_VALUE);
  const place = [said.table, said.column ?? said.constraint].filter(Boolean).join('.');
  const details = [state, place, said.message].filter(Boolean).join(', ');
  return {
    code: 'field.invalid',
    reason: `Объект не записан: ${why.replace(/\.$/, '')}. Исправьте его в 1С и проведите ещё раз. `
      + `Подробности: ${details}`,
  };
}

const lowerFirst = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);
