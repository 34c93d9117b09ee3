// Texts of files: those on a record, and those of 1C's history.
import { plural } from './plural.ts';

const NBSP = '\u00a0';

export const ruFiles = {
  units: ['Б', 'КБ', 'МБ', 'ГБ'],
  heading: 'Файлы',
  add: 'Приложить',
  dropHere: 'Отпустите, чтобы приложить',
  none: 'Файлов пока нет',
  noneHint: 'Перетащите сюда чертёж, счёт или письмо или нажмите «Приложить». До 50 МБ каждый.',
  failed: 'Список файлов не загрузился',
  notAdded: (name: string) => `Не приложен: ${name}`,
  added: (count: number) => (count === 1
    ? 'Файл приложен'
    : `Приложено ${count} ${plural(count, 'файл', 'файла', 'файлов')}`),
  tooLarge: 'Файл больше 50 МБ: разделите его или сожмите.',
  empty: 'Файл пуст.',
  sending: (percent: number) => `отправляется, ${percent}${NBSP}%`,
  cancel: (name: string) => `Прервать отправку: ${name}`,
  older: (count: number) =>
    `Ещё ${count} ${plural(count, 'версия', 'версии', 'версий')}`,
  save: 'Скачать',
  previewFailed: 'Файл не открылся',
  noPdfViewer: 'Этот браузер не показывает PDF на странице. Скачайте файл, чтобы прочитать его.',
  previous: 'Предыдущий файл, стрелка влево',
  next: 'Следующий файл, стрелка вправо',
  yes: 'да',
  no: 'нет',
  sheets: 'Листы',
  emptySheet: 'На этом листе ничего нет.',
  // Those that clauses of a document are called by, as Word counts them.
  lettersOfClauses: 'абвгдежзиклмнопрстуфхцчшщэюя',
  pictureInText: '[рисунок]',
  documentNote: 'Показаны текст, списки и таблицы. Рисунки и оформление — в самом файле.',
  documentCut: 'Документ длинный: показано начало. Целиком он — в самом файле.',
  pasted: (at: Date) => `Снимок ${at.toLocaleString('ru-RU').replace(/[:,]/g, '-')}.png`,
  download: (name: string) => `Скачать: ${name}`,
  remove: (name: string) => `Убрать: ${name}`,
  removed: (name: string) => `Файл «${name}» убран`,
  notRemoved: 'Файл не убран',
  notRestored: 'Файл не вернулся',
  restored: (name: string) => `Файл «${name}» возвращён`,
  history: {
    title: 'История из файла',
    hint: 'NDJSON или NDJSON.GZ до 2 ГБ. Строки, которые уже приняты, не удваиваются; '
      + 'прерванная загрузка продолжится сама.',
    upload: 'Загрузить файл',
    none: 'Историю ещё не загружали. Выгрузите её из 1С в файл и загрузите здесь или командой '
      + 'import-1c.',
    failed: 'Список загрузок не открылся',
    notUploaded: (name: string) => `Не отправлен: ${name}`,
    uploaded: (name: string) => `Файл «${name}» принят, загрузка идёт`,
    kinds: 'Нужен файл .ndjson или .ndjson.gz.',
    tooLarge: 'Файл больше 2 ГБ: разделите его.',
    file: 'Файл',
    state: 'Состояние',
    lines: 'Строк',
    result: 'Итог',
    when: 'Когда',
    states: {
      queued: 'ждёт очереди', running: 'загружается', done: 'загружен', failed: 'не загружен',
    },
    byCommand: 'командой на сервере',
    progress: (name: string) => `Загрузка файла ${name}`,
    counts: {
      applied: 'принято', duplicate: 'уже были', stale: 'устарели', parked: 'ждут',
      rejected: 'отклонено',
    } as Record<string, string>,
    garbled: (count: number) => `${count} ${plural(
      count, 'строка не прочитана', 'строки не прочитаны', 'строк не прочитано')}`,
  },
};
