// What becomes of an edit: saved, waiting for the connection, or met by somebody else's.
import { plural } from './plural.ts';

export const ruConflict = {
  title: (label: string) => `${label}: поле изменили, пока вы правили`,
  theirs: (who: string, at: string, value: string) => `${who}${at ? `, ${at}` : ''}: «${value}».`,
  mine: (value: string) => `Ваше: «${value}», не сохранено.`,
  somebody: 'Обмен с 1С',
  keepMine: 'Оставить моё',
  takeTheirs: 'Взять чужое',
  waiting: (count: number) => `Нет связи. ${count} ${plural(count, 'правка ждёт', 'правки ждут',
    'правок ждут')} отправки и ${plural(count, 'уйдёт сама', 'уйдут сами', 'уйдут сами')}.`,
  saveFailed: (label: string) => `Не сохранено: ${label}`,
  saved: (label: string) => `Сохранено: ${label}`,
} as const;
