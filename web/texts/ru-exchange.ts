// Texts of the exchange monitor.
import { lagWords } from '#contract/lag-words';
import { plural } from './plural.ts';

export const ruExchange = {
  title: 'Обмен с 1С',
  failed: 'Состояние обмена не загрузилось',
  facts: {
    objects: (count: number) => plural(count, 'объект', 'объекта', 'объектов'),
    waiting: (count: number) => plural(count, 'ждёт', 'ждут', 'ждут'),
    rejected: 'отклонено',
  },
  none: 'Ни одна база 1С ещё не подключалась',
  noneHint: 'Создайте ключ обмена с 1С в настройках, «Сеансы и ключи», и впишите его в расширение '
    + '1С. База появится здесь с первым обращением.',
  base: {
    contact: 'Последняя связь',
    never: 'ещё не было',
    transport: 'Как идёт обмен',
    transports: {
      push: 'расширение 1С шлёт само', odata: 'Верстак опрашивает по OData',
      commerceml: '«Обмен с сайтом» и файлы CommerceML', file: 'только файлы истории',
      ended: 'подключение по OData удалено',
    } as Record<string, string>,
    objects: 'Объектов',
    parked: 'Ждут',
    rejected: 'Отклонено',
    configuration: 'Конфигурация',
    extension: 'Расширение',
    platform: 'Платформа',
    zone: 'Часовой пояс',
    clock: 'Часы 1С',
    clockRight: 'идут верно',
    clockOff: (skewMs: number) => {
      const seconds = Math.round(Math.abs(skewMs) / 1000);
      const words = seconds < 120 ? `${seconds} с` : `${Math.round(seconds / 60)} мин`;
      return `${skewMs > 0 ? 'отстают' : 'спешат'} на ${words}`;
    },
    epoch: 'Эпоха',
    waiting: 'Ждут связи',
    waitingOrders: (count: number) =>
      `${count} ${plural(count, 'оплата без заказа', 'оплаты без заказа', 'оплат без заказа')}`,
    waitingCompanies: (count: number) =>
      `${count} ${plural(count, 'заказ без клиента', 'заказа без клиента', 'заказов без клиента')}`,
    nothingWaits: 'всё связано',
    commandsLabel: 'Команды для 1С',
    noCommands: 'очередь пуста',
    neverAsked: 'ни разу не забирала',
    commands: (waiting: string, given: string, ago: string) =>
      `ждут ${waiting}, из них в работе ${given}, старшая ${ago}`,
    commandsRefused: (count: string) => `отказов ${count}`,
    takeDeals: 'Отправлять сделки сюда',
    takeQuestion: (ib: string) =>
      `Новые сделки пойдут в базу ${ib}. Что уже отправлено в другую, останется в ней.`,
    taken: (ib: string) => `Новые сделки идут в базу ${ib}`,
    takesDeals: 'сюда идут сделки без заказа',
    notAccepted: 'ждёт допуска',
    accepted: 'допущена',
    silent: 'молчит',
    reconcile: 'Сверка',
    neverReconciled: 'ещё не было',
    reconciled: (when: string, { state, found, left }: {
      state: string; found: number; left: number;
    }) => {
      if (state === 'failed') return `${when}: не состоялась`;
      if (state !== 'done') return `${when}: идёт`;
      if (left > 0) return `${when}: осталось расхождений ${left}`;
      return found > 0 ? `${when}: исправлено ${found}` : `${when}: всё сошлось`;
    },
    accept: 'Допустить базу',
    acceptedToast: (ib: string) => `База ${ib} допущена к обмену`,
  },
  lanes: {
    label: 'Полосы обмена',
    lane: 'Полоса',
    received: 'За час',
    p50: 'Задержка, медиана',
    p95: 'Задержка, 95 %',
    queued: 'В очереди',
    names: {
      money: 'Деньги', orders: 'Заказы', refs: 'Справочники', backfill: 'История',
    } as Record<string, string>,
  },
  alarm: {
    kinds: {
      'digest.differs': 'Сверка нашла расхождения',
      'contact.lost': 'Нет связи с 1С',
      'money.late': 'Деньги приходят с задержкой',
      'money.rejected': 'Отклонены документы с деньгами',
      'epoch.changed': 'Сменилась эпоха базы',
      'rev.conflict': 'Две разные версии одного объекта',
      'base.waits': 'База ждёт допуска',
      'odata.vanished': 'В 1С разом пропало много объектов',
    } as Record<string, string>,
    confirmEpoch: 'Подтвердить новую эпоху',
    confirmQuestion: (ib: string) =>
      `Приём данных базы ${ib} продолжится с новой эпохой. Подтверждайте, если базу и правда `
      + 'восстановили из копии; если её скопировали для тестов, отключите обмен в копии.',
    refuseEpoch: 'Это копия',
    refuseQuestion: (ib: string) =>
      `У базы ${ib} останется прежняя эпоха, команды и ночные сверки пойдут дальше. Сначала `
      + 'отключите обмен в копии: если она напишет снова, тревога вернётся.',
    refused: 'Прежняя эпоха остаётся, присланное копией не применится',
    confirmed: 'Новая эпоха подтверждена, обмен продолжается',
    clear: 'Снять тревогу',
    cleared: 'Тревога снята',
    failed: 'Не получилось',
    epochs: (now: string) => `прежняя ${now}`,
  },
  refusals: 'Не пустили за 7 дней',
  noRefusals: 'Подписи, ключи и часы не подводили.',
  refusalCode: 'Причина',
  refusalCount: 'Раз',
  refusalLast: 'Последний',
  keys: 'Ключи 1С',
  noKeys: 'Ключей нет',
  keyCreated: 'Создан',
  keyRevoked: 'отозван',
  keyLive: 'действует',
  quarantine: {
    title: 'Карантин',
    states: {
      open: 'Открытые', parked: 'Ждут', rejected: 'Отклонённые', settled: 'Закрытые',
    } as Record<string, string>,
    tags: { parked: 'ждёт', rejected: 'отклонено', settled: 'закрыто' } as Record<string, string>,
    label: 'Что показать',
    none: 'Карантин пуст',
    noneHint: 'Всё, что прислала 1С, применено.',
    noneSettled: 'Закрытых записей нет',
    nonSuch: 'Таких записей нет',
    failed: 'Карантин не загрузился',
    received: 'Получено',
    object: 'Объект',
    reason: 'Причина',
    state: 'Состояние',
    base: 'База',
    tries: 'Попыток',
    more: 'Показать ещё',
    types: {
      order: 'Заказ', invoice: 'Счёт', payment: 'Оплата', shipment: 'Отгрузка', company: 'Компания',
      contact: 'Контакт', product: 'Товар', productGroup: 'Группа товаров', manager: 'Менеджер',
      employee: 'Сотрудник', department: 'Подразделение',
    } as Record<string, string>,
    unknownType: 'Неизвестный объект',
    settlements: {
      applied: 'применено', superseded: 'пришла новая версия', dismissed: 'отклонено человеком',
      stale: 'устарело',
    } as Record<string, string>,
    waits: (what: string) => `ждёт: ${what}`,
    waitsFor: 'Ждёт',
    panel: (id: number) => `Запись карантина ${id}`,
    panelFailed: 'Запись не открылась',
    field: 'Поле',
    code: 'Код',
    uid: 'Идентификатор',
    rev: 'Версия объекта',
    lane: 'Полоса',
    file: 'Файл',
    fileLine: (file: string, line: number | null) =>
      (line === null ? file : `${file}, строка ${line}`),
    lastTried: 'Последняя попытка',
    settled: 'Закрыто',
    raw: 'Что прислала 1С',
    retry: 'Повторить',
    retried: {
      applied: 'Применено', duplicate: 'Уже было применено', stale: 'Есть версия новее',
      parked: 'Всё ещё ждёт', rejected: 'Снова отклонено',
    } as Record<string, string>,
    dismiss: 'Отклонить',
    dismissQuestion: 'Объект не будет применён, пока 1С не пришлёт его заново. Отклонить?',
    dismissed: 'Запись отклонена',
    mark: (what: string, when: string) => `Отметить: ${what}, ${when}`,
    markAll: 'Отметить все показанные',
    chosenLabel: 'Отмеченные записи',
    chosen: (count: number) => `Отмечено ${count}`,
    unchoose: 'Снять отметки',
    dismissMany: (count: number) =>
      `Отклонить ${count} ${plural(count, 'запись', 'записи', 'записей')}? Они не будут применены, `
      + 'пока 1С не пришлёт их заново.',
    settledMany: (act: string, done: number, left: number) => {
      const what = act === 'dismiss' ? 'Отклонено' : 'Разобрано';
      return left > 0 ? `${what} ${done}, осталось ${left}` : `${what} ${done}`;
    },
    byReason: 'Причина',
    allReasons: 'Все причины',
    codes: {
      'hash.mismatch': 'Не сошлась контрольная сумма', 'field.invalid': 'Неверное поле',
      'type.unknown': 'Неизвестный вид', 'base.unknown': 'База не допущена',
      'key.otherBase': 'Ключ другой базы',
      'epoch.changed': 'Другая эпоха', 'rev.conflict': 'Две версии под одним номером',
      'manager.unknown': 'Неизвестный менеджер', 'deal.unknown': 'Нет такой сделки',
      'company.ambiguous': 'Несколько компаний', 'server.failed': 'Сбой Верстака',
    } as Record<string, string>,
    map: 'Сопоставить менеджера',
    companyHint: 'Под ИНН и КПП подходят несколько компаний. Выберите ту, о которой говорит 1С.',
    companyPick: 'Другая компания',
    companyLinked: 'Компания выбрана, запись применена',
    companyChoose: 'Выбрать',
    mapHint: 'Этого менеджера 1С Верстак не знает. Выберите сотрудника: всё, что ждёт этого '
      + 'менеджера, применится само.',
    deal: {
      hint: (named: number) =>
        `Заказ называет сделку ${named}, которой в Верстаке нет. Выберите, какая имелась в виду, `
        + 'или создайте новую.',
      waiting: (count: number) =>
        `Её же ${plural(count, 'ждёт', 'ждут', 'ждут')} ещё ${count} ${
          plural(count, 'заказ', 'заказа', 'заказов')}: всё применится вместе.`,
      order: (number: string, title: string, sum: string) => `Заказ ${number}: ${title}, ${sum}`,
      likely: 'Сделки этого клиента без заказа',
      pick: 'Другая сделка',
      choose: 'Привязать к сделке',
      responsible: 'Ответственный новой сделки',
      make: 'Создать сделку',
      done: (count: number) =>
        `Заказ в сделке, ${plural(count, 'применена', 'применены', 'применено')} ${count} ${
          plural(count, 'запись', 'записи', 'записей')}`,
      stillWaits: 'Сделка выбрана, но заказ ждёт ещё чего-то: причина в карантине',
      failed: 'Заказ не прочитался',
    },
    mapPick: 'Сотрудник',
    mapped: (count: number) =>
      `Менеджер сопоставлен, ${plural(count, 'применена', 'применены', 'применено')} ${count} ${
        plural(count, 'запись', 'записи', 'записей')}`,
    showObject: 'Показать версии объекта',
    history: 'Объект',
    readOnly: 'Разбирать карантин может администратор обмена.',
  },
  check: {
    run: 'Проверить обмен',
    results: 'Результаты проверки',
    failed: 'Проверка не прошла',
    watch: 'Следить за связью',
    watchSaved: 'Слежение за связью изменено',
    names: {
      contact: 'связь', access: 'допуск', keys: 'ключи', refusals: 'подписи',
      login: 'вход', clock: 'часы', trial: 'приём', reconcile: 'сверка',
      twin: 'двойник',
    } as Record<string, string>,
  },
  object: {
    panel: 'Объект 1С',
    failed: 'Объект не открылся',
    appliedAt: 'Применён',
    state: 'Состояние',
    isDeleted: 'удалён в 1С',
    deal: (id: number) => `С-${id}`,
    asked: 'Объект запрошен у 1С: он придёт с её следующим обращением',
    isAsked: 'Запрошен у 1С',
    history: 'Версии',
    none: 'Снимков не сохранилось: их держат ограниченный срок.',
    version: (rev: number) => `Версия ${rev}`,
    deleted: 'удалён',
    first: 'первая из сохранённых',
    changed: (count: number) =>
      `${plural(count, 'изменено', 'изменены', 'изменено')} ${count} ${
        plural(count, 'поле', 'поля', 'полей')}`,
    same: 'без изменений',
    became: 'стало',
    lag: (text: string) => `дошла за ${text}`,
    askedFor: 'прислана по запросу',
    cause: (cause: string) => `по команде ${cause}`,
    more: (count: number) => `и ещё ${count}`,
    snapshot: 'Снимок',
    showSnapshot: 'Показать снимок',
    hideSnapshot: 'Скрыть снимок',
    fromFile: (file: string, line: number | null) =>
      `Загружен из файла истории ${file}${line === null ? '' : `, строка ${line}`}`,
  },
  ms: (value: number | null) => (value === null ? '—' : lagWords(value)),
} as const;
