// Texts of lists: columns, groups, exports, sharing of views.
import { plural } from './plural.ts';

export const ruLists = {
  columns: 'Столбцы',
  findColumn: 'Найти столбец',
  shown: 'Показаны',
  more: 'Ещё поля',
  up: (label: string) => `${label}: выше`,
  down: (label: string) => `${label}: ниже`,
  width: (label: string) => `${label}: ширина`,
  hide: (label: string) => `Убрать столбец «${label}»`,
  add: (label: string) => `Добавить столбец «${label}»`,
  resetColumns: 'Как было',
  locked: (headers: string[]) => (headers.length === 1
    ? `Столбец «${headers[0]}» ведёт 1С: исправьте значение там`
    : `Столбцы ${headers.map((name) => `«${name}»`).join(', ')} ведёт 1С: исправьте значения там`),
  fixed: (headers: string[]) =>
    `${headers.map((name) => `«${name}»`).join(', ')}: в списке не правят, оставлено как было`,
  pasteLeft: (count: number) => `Для ${count} ${plural(count, 'строки', 'строк', 'строк')} `
    + 'вставки не нашлось записей в списке',
  markGroup: (title: string) => `Отметить группу «${title}»`,
  group: 'Группы',
  noGroup: 'Без групп',
  noValue: 'Не указано',
  groupCount: (count: number) => plural(count, 'запись', 'записи', 'записей'),
  groupsFailed: 'Группы не загрузились',
  groupsCut: 'Показаны 200 самых больших групп',
  groupMore: 'Показать ещё',
  export: 'Выгрузить',
  importFrom: 'Импорт из Excel',
  exportXlsx: 'В Excel (XLSX)',
  exportCsv: 'В CSV',
  exportStarted: 'Готовим файл',
  exportLess: (rows: number, shown: number) =>
    `В файле будет ${rows} из ${shown}: остальные записи вам можно читать, но не выгружать`,
  exportFailed: 'Файл не выгрузился',
  exportReady: (name: string) => `Файл «${name}» готов`,
  exportStop: 'Остановить',
  exportProgress: (rows: number, total: number) => `${rows} из ${total} строк`,
  share: 'Кому виден',
  audiences: { nobody: 'Только мне', department: 'Моему отделу', everybody: 'Всем' },
  makeDefault: 'Открывать по умолчанию',
  unmakeDefault: 'Не открывать по умолчанию',
  defaultSet: (name: string) => `Список будет открываться видом «${name}»`,
  defaultUnset: 'Список будет открываться без вида',
  reset: 'Сбросить',
  resetHint: 'Вернуть вид, как он сохранён',
  reduced: 'Часть условий или столбцов вида вам недоступна и не применена',
  of: (name: string) => `Вид ведёт ${name}`,
} as const;
