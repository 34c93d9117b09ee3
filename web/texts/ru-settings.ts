// Texts of the administrator's area «Настройки».
import { plural } from './plural.ts';

const deals = (count: number) => `${count} ${plural(count, 'сделка', 'сделки', 'сделок')}`;

const carried = (dealCount: number, leadCount: number) => [
  ...(dealCount > 0 ? [deals(dealCount)] : []),
  ...(leadCount > 0 ? [`${leadCount} ${plural(leadCount, 'лид', 'лида', 'лидов')}`] : []),
].join(' и ');

export const ruSettings = {
  title: 'Настройки',
  sections: 'Разделы настроек',
  nav: {
    general: 'Общие', pipelines: 'Воронки и стадии', sources: 'Источники',
    lossReasons: 'Причины отказа', staff: 'Сотрудники и отделы', roles: 'Роли и права',
    calendar: 'Календарь и часы', audit: 'Журнал изменений', imports: 'Импорт из Excel',
    access: 'Сеансы и ключи',
  },
  failed: 'Настройки не загрузились',
  saved: (label: string) => `Сохранено: ${label}`,
  saveFailed: (label: string) => `Не сохранено: ${label}`,
  byDefault: 'Значение по умолчанию',
  changed: (who: string | undefined, when: string) => (who ? `${who}, ${when}` : when),
  on: 'Да',
  off: 'Нет',
  opens: 'начало',
  closes: 'конец',
  mapping: {
    status: 'Статус заказа в 1С', stage: 'Стадия', add: 'Добавить статус',
    remove: (status: string) => `Убрать статус ${status}`, none: 'Соответствий пока нет',
  },
  archive: 'В архив',
  restore: 'Вернуть из архива',
  archived: 'В архиве',
  rename: (name: string) => `Переименовать: ${name}`,
  add: 'Добавить',
  pipelines: {
    list: 'Воронки', add: 'Новая воронка', stages: 'Стадии', addStage: 'Новая стадия',
    failed: 'Воронки не загрузились', changeFailed: 'Воронка осталась прежней',
    stage: 'Стадия', semantics: 'Исход', entersWhen: 'Переходит по деньгам',
    colour: 'Цвет', deals: 'Сделок',
    colourOf: (name: string) => `Цвет стадии ${name}`,
    semanticsOf: (name: string) => `Исход стадии ${name}`,
    conditionOf: (name: string) => `Когда деньги переводят на стадию ${name}`,
    archiveOf: (name: string) => `Убрать стадию ${name}`,
    kinds: { open: 'в работе', won: 'успех', lost: 'отказ' } as Record<string, string>,
    colours: {
      gray: 'серый', blue: 'синий', violet: 'фиолетовый', orange: 'оранжевый',
      teal: 'бирюзовый', green: 'зелёный', red: 'красный',
    } as Record<string, string>,
    conditions: {
      '': 'только руками', invoiced: 'счёт выставлен', partlyPaid: 'оплачена часть',
      paid: 'оплачено всё', shipping: 'началась отгрузка', completed: 'оплачено и отгружено',
    } as Record<string, string>,
    rules: 'Правила воронки',
    isDefault: 'Основная: новые сделки появляются здесь',
    makeDefault: 'Сделать основной',
    followsMoney: 'Деньги и отгрузки из 1С двигают сделки вперёд',
    acceptance: 'Срок приёмки переданной сделки, рабочих часов',
    acceptanceHint: 'Пусто — как в общих настройках',
    departments: 'Кто начинает здесь сделки',
    everybody: 'Все отделы',
    addDepartment: 'Добавить отдел',
    removeDepartment: (name: string) => `Убрать отдел ${name}`,
    archivePipeline: 'Убрать воронку в архив',
    archivedPipelines: 'Воронки в архиве',
    archivedStages: 'Стадии в архиве',
    archiveTitle: (name: string) => `Убрать стадию «${name}»`,
    archivePipelineTitle: (name: string) => `Убрать воронку «${name}»`,
    empty: 'Сделок на ней нет. Стадия уйдёт в архив, её можно вернуть.',
    losesMoney: (condition: string) =>
      `Деньги больше не будут переводить сюда сделки (сейчас: «${condition}»). Вернув стадию из `
      + 'архива, выберите это снова.',
    lastOfKind: (kind: string) => `Последняя стадия исхода «${kind}»: без неё воронка не живёт`,
    emptyPipeline: 'Сделок в ней нет. Воронка уйдёт в архив, её можно вернуть.',
    holds: (count: number) =>
      `Здесь ${deals(count)}. Выберите стадию того же исхода: сделки переедут на неё,`
      + ' в истории останется, что это сделала настройка.',
    holdsOf: (name: string, count: number) => `«${name}», ${deals(count)} — куда`,
    target: 'Куда перенести сделки',
    confirm: 'Убрать и перенести',
    confirmEmpty: 'Убрать в архив',
    moves: 'Переезды сделок',
    moving: (moved: number, total: number) => `${moved} из ${deals(total)}`,
    moved: (total: number) => `перенесено: ${deals(total)}`,
    movesTo: (name: string) => `сделки переезжают на «${name}»`,
    stageName: 'Название стадии',
    create: 'Создать',
    copyFrom: 'По образцу',
    noCopy: 'три стадии: работа, успех, отказ',
    pipelineName: 'Название воронки',
  },
  sources: {
    failed: 'Источники не загрузились', changeFailed: 'Источник остался прежним',
    addChannel: 'Новый канал', addSource: 'Новый источник',
    channel: 'Канал', top: 'верхний уровень',
    channelOf: (name: string) => `Канал источника ${name}`,
    merge: 'Слить с другим',
    mergeOf: (name: string) => `Слить источник ${name} с другим`,
    mergeTitle: (name: string) => `Слить «${name}» с другим источником`,
    mergeHint: (deals: number, leads: number, into: string | undefined) => (deals + leads === 0
      ? 'Сделок и лидов у этого источника нет. Он уйдёт в архив.'
      : `К ${into ? `источнику «${into}»` : 'выбранному источнику'} перейдут: `
        + `${carried(deals, leads)}, закрытые тоже. Этот источник `
        + 'уйдёт в архив.'),
    mergeLasts: 'Разъединить потом нельзя. Прежний источник останется только в истории записей.',
    usageFailed: 'Не удалось посчитать сделки и лиды',
    mergeDone: (name: string, into: string) =>
      `«${name}» слит с «${into}», записи переходят`,
    into: 'С каким слить', merged: (name: string) => `слит с «${name}»`,
    builtIn: 'ставит 1С', submitMerge: 'Слить',
    hint: 'Канал собирает источники: «Реклама → Яндекс Директ». Источник указывают сделка и лид.',
    list: 'Источники',
  },
  journal: {
    title: 'Журнал изменений', failed: 'Журнал не загрузился',
    none: 'Таких событий нет',
    hint: 'По изменённому полю без периода журнал ищет за последние 90 дней.',
    columns: {
      at: 'Когда', actor: 'Кто', onBehalfOf: 'За кого', source: 'Откуда', entity: 'Вид записи',
      record: 'Запись', kind: 'Что', changes: 'Что изменилось',
    },
    sources: {
      ui: 'в Верстаке', api: 'по ключу API', '1c': 'из 1С', import: 'загрузка',
      system: 'программа', rule: 'робот',
    } as Record<string, string>,
    entities: {
      deal: 'Сделка', company: 'Компания', contact: 'Контакт', product: 'Товар', task: 'Дело',
      employee: 'Сотрудник', department: 'Отдел', role: 'Роль', setting: 'Настройка',
      pipeline: 'Воронка', source: 'Источник', lossReason: 'Причина отказа',
      exchange: 'Обмен с 1С', lead: 'Лид', ownEntity: 'Наше юрлицо',
      import: 'Импорт', customField: 'Своё поле', productGroup: 'Группа товаров',
      export: 'Выгрузка', massJob: 'Массовая работа', leadStage: 'Стадия лида', stage: 'Стадия',
      session: 'Сеанс', report: 'Отчёт',
    } as Record<string, string>,
  },
  access: {
    closed: 'Сеансы и ключи видит тот, кто правит настройки.', yandex: 'Яндекс Браузер',
    keys: 'Ключи программ', sessions: 'Открытые сеансы', changeFailed: 'Ничего не изменилось',
    failed: 'Сеансы и ключи не загрузились', thisOne: 'вы сейчас здесь',
    keysHint: 'Ключ API действует с правами роли; «свои» и «отдел» в ней — записи и отдел '
      + 'указанного сотрудника. Без сотрудника годятся только роли с правом на всё. Ключом 1С '
      + 'подписывается обмен; ключ, которому назначена база, от имени других отклоняется.',
    base: 'Чья база', baseOf: (name: string) => `База ключа ${name}`,
    anyBase: 'любая база',
    needsPerson: (kinds: string) =>
      `Без сотрудника ключ не получит прав «свои» и «отдел» этой роли: ${kinds}.`,
    person: 'За кого действует', actsFor: (name: string) => `за: ${name}`,
    keyName: 'Название нового ключа', rights: 'Чьи права', onec: 'обмен с 1С',
    create: 'Создать ключ', copy: 'Скопировать', copied: 'Скопировано', hide: 'Скрыть',
    secretOnce: 'Секрет показан один раз: сохраните его сейчас.',
    bearer: 'Программа шлёт его с каждым запросом: Authorization: Bearer и эта строка целиком.',
    used: (when: string) => `последний вызов ${when}`, neverUsed: 'ещё не вызывали',
    revoked: 'отозван', revoke: 'Отозвать',
    revokeQuestion: (name: string) => `Отозвать ключ «${name}»? Он перестанет действовать сразу.`,
    end: 'Завершить',
    endQuestion: (name: string) => `Завершить сеанс: ${name}?`,
    looksAs: (name: string) => `смотрит глазами: ${name}`,
  },
  lossReasons: {
    failed: 'Причины не загрузились', changeFailed: 'Причина осталась прежней',
    add: 'Новая причина', list: 'Причины отказа',
    everyPipeline: 'все воронки',
    pipelineOf: (name: string) => `Воронка причины ${name}`,
    needsText: 'просит слова',
    needsTextOf: (name: string) => `Причина ${name} просит слова`,
    hint: 'Отказ выбирает причину из этого списка. Слова прежних отказов остаются в сделках.',
  },
} as const;
