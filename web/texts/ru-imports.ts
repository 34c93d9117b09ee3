// Texts of the import wizard.
import type { ImportMode, ImportRowStatus, ImportState } from '#contract/imports';
import { plural } from './plural.ts';

const rows = (count: number) => plural(count, 'строка', 'строки', 'строк');

const states: Record<ImportState, string> = {
  draft: 'столбцы не подтверждены', checking: 'проверяется', checked: 'проверен, не записан',
  running: 'записывается', finished: 'записан', cancelled: 'остановлен',
  failed: 'файл не прочитан', undoing: 'отменяется', undone: 'отменён',
};

const statuses: Record<ImportRowStatus, string> = {
  waiting: 'Ждут', create: 'Будут созданы', update: 'Изменятся', unchanged: 'Без изменений',
  error: 'С ошибкой', created: 'Созданы', updated: 'Изменены', skipped: 'Не записаны',
};

/** Of one row of the file. */
const rowStatuses: Record<ImportRowStatus, string> = {
  waiting: 'ждёт', create: 'создать', update: 'изменить', unchanged: 'без изменений',
  error: 'ошибка', created: 'создана', updated: 'изменена', skipped: 'не записана',
};

const modes: Record<ImportMode, string> = {
  both: 'Создавать и обновлять', create: 'Только создавать', update: 'Только обновлять',
};

export const ruImports = {
  title: 'Импорт',
  begin: 'Новый импорт',
  what: 'Что загружаем',
  choose: 'Выбрать файл',
  drop: 'Перетащите сюда книгу Excel (.xlsx) или таблицу CSV. До 100 000 строк и 50 МБ.',
  dropHere: 'Отпустите файл',
  safe: 'Файл ничего не меняет, пока вы не увидите итог проверки и не нажмёте «Записать».',
  template: 'Скачать образец столбцов',
  notSent: (name: string) => `Файл «${name}» не загружен`,
  wrongKind: 'Нужна книга Excel (.xlsx) или таблица CSV.',
  oldExcel: 'Это файл старого Excel: откройте его и сохраните как «Книга Excel (.xlsx)».',
  tooLarge: 'Файл больше 50 МБ: разделите его.',
  empty: 'Файл пуст.',
  list: 'Импорты за 30 дней',
  listFailed: 'Импорты не загрузились',
  none: 'Импортов пока не было',
  noneHint: 'Выберите, что загружаете, и перетащите файл.',
  forbidden: 'Импорт вам не разрешён',
  forbiddenHint: 'Право «загружать» даёт администратор в матрице ролей.',
  file: 'Файл',
  state: 'Состояние',
  result: 'Итог',
  author: 'Кто',
  when: 'Когда',
  more: 'Показать ещё',
  states,
  statuses,
  rowStatuses,
  modes,
  steps: 'Шаги импорта',
  step: { columns: 'Столбцы', check: 'Проверка', run: 'Запись' },
  rows: (count: number) => `${rows(count)} в файле`,
  sheet: 'Лист',
  headerRow: 'Строка заголовков',
  mode: 'Что делать',
  key: 'Узнавать записи по',
  noKey: 'не искать, создавать каждую',
  clearEmpty: 'Пустая ячейка очищает поле',
  clearEmptyHint: 'Без этого пустые ячейки поля не трогают.',
  column: 'Столбец файла',
  sample: 'Что в нём',
  field: 'Поле',
  skip: 'не загружать',
  fieldOf: (header: string) => `Поле для столбца «${header}»`,
  required: (label: string) => `${label} *`,
  remembered: 'Столбцы выбраны как в прошлый раз: файл с такими заголовками уже загружали.',
  guessed: 'Поля подобраны по заголовкам и содержимому. Проверьте и поправьте.',
  readAs: (encoding: string, delimiter: string) =>
    `Прочитано в кодировке ${encoding}, разделитель ${delimiter}.`,
  delimiters: { ';': 'точка с запятой', ',': 'запятая', '\t': 'табуляция', '|': 'черта' } as
    Record<string, string>,
  isCut: (most: string) => `Столбцов больше ${most}: загружаются первые ${most}.`,
  missing: (labels: string) => `Не выбраны столбцы для обязательных полей: ${labels}.`,
  check: 'Проверить',
  checking: (done: string, total: string) => `Проверено ${done} из ${total}`,
  loading: (count: string) => `Читаем файл: ${count}`,
  running: (done: string, total: string) => `Записано ${done} из ${total}`,
  undoing: (done: string, total: string) => `Возвращено ${done} из ${total}`,
  leave: 'Страницу можно закрыть: работа идёт дальше. О конце долгой придёт уведомление.',
  stop: 'Остановить',
  run: (count: string) => `Записать ${count}`,
  before: (name: string, at: string, rows: string) =>
    `Этот же файл уже импортировали: ${name}, ${at}. Записано строк: ${rows}.`,
  againQuestion: (count: string) =>
    `Этот же файл уже записан. Записи заведутся ещё раз: ${count}.`,
  againConfirm: 'Записать ещё раз',
  back: 'К столбцам',
  errors: 'Скачать ошибки',
  errorsHint: 'Исправьте строки в скачанном файле и загрузите его тем же путём.',
  nothing: 'Записывать нечего: ни одна строка ничего не меняет.',
  nothingRight: 'Записывать нечего: все строки, которые что-то меняют, с ошибками.',
  discard: 'Отказаться',
  undo: 'Отменить импорт',
  undoQuestion: 'Созданные записи исчезнут, изменённые поля вернутся. Что с тех пор правили, '
    + 'останется как есть.',
  undoConfirm: 'Вернуть как было',
  undone: 'Возвращены',
  kept: 'Остались',
  undoneBy: (name: string) => `Отменил ${name}`,
  failed: 'Файл не прочитан',
  allRows: 'Все',
  rowsOf: 'Строки импорта',
  line: 'Строка',
  record: 'Запись',
  does: 'Что меняется',
  wrong: 'Что не так',
  noRows: 'Таких строк нет',
  noChanges: 'Всё уже так',
  nothingOld: 'пусто',
  loadFailed: 'Импорт не загрузился',
  actFailed: 'Не получилось',
} as const;
