// Texts of the proof of a load of history.
import { plural } from './plural.ts';

const objects = (count: number) => `${count} ${plural(count, 'объект', 'объекта', 'объектов')}`;

export const ruHistoryProof = {
  title: 'Загрузка истории: файл и Верстак',
  failed: 'Сведения о загрузке не открылись',
  back: 'К обмену с 1С',
  hint: 'Слева то, что сказано в строках файла; справа то, что сейчас лежит в таблицах Верстака. '
    + 'Стороны считаются отдельно.',
  during: 'Файл ещё загружается: сравнивается уже прочитанное.',
  count: 'Пересчитать',
  counting: 'Считаем',
  notAsked: 'Пересчёт не начался',
  file: 'Выгрузить в XLSX',
  provedAt: (when: string) => `посчитано ${when}`,
  notProved: 'Ещё не считали',
  notProvedHint: 'Сравнение считается само в конце загрузки. До её конца нажмите «Пересчитать».',
  // An outcome is one kind of documents in one month: years of several kinds are many outcomes.
  same: (count: number) => `Сошлись все итоги по видам и месяцам: ${count}`,
  differ: (differ: number, all: number) =>
    `Не сошлись итоги по видам и месяцам: ${differ} из ${all}`,
  typesLabel: 'Виды документов',
  nothingDiffersHint: 'Файл и Верстак сошлись до копейки.',
  noMonthsHint: 'Таких документов в файле нет.',
  saidCount: 'Файл, шт.',
  saidSum: 'Файл, ₽',
  heldCount: 'Верстак, шт.',
  heldSum: 'Верстак, ₽',
  openMonth: (name: string) => `${name}: что не сошлось`,
  agreed: 'сошлось',
  missing: (count: number) => `нет ${count}`,
  waiting: (count: number) => `ждёт ${count}`,
  differs: (count: number) => `отличается ${count}`,
  newer: (count: number) => `новее ${count}`,
  object: 'Документ',
  day: 'Дата',
  line: 'Строка файла',
  fault: 'Что не так',
  faults: {
    missing: 'нет в Верстаке', waiting: 'ждёт в карантине', differs: 'другая сумма или месяц',
    newer: 'в 1С изменён позже',
  },
  inFile: 'В файле, ₽',
  inVerstak: 'В Верстаке, ₽',
  why: 'Причина',
  nameless: 'без номера',
  objectsFailed: 'Документы не загрузились',
  more: (count: number) => `Ещё ${objects(count)} в файле XLSX`,
  proof: 'Сверить по месяцам',
  proved: (count: number) => `сошлись все итоги: ${count}`,
  unproved: (differ: number) => `не сошлись итоги: ${differ}`,
} as const;
