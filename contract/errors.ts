// The closed table of everything the program may refuse. `refuse(code)` accepts nothing else,
// docs/errors.md lists every row, and a test compares the two.

type ErrorRow = { status: number; title: string; hint: string };

export const ERRORS = {
  'request.invalid': {
    status: 400, title: 'Запрос не разобран', hint: 'Исправьте указанные поля и повторите.',
  },
  'filter.invalid': {
    status: 400, title: 'Условие отбора не понято', hint: 'Проверьте имя поля и операцию.',
  },
  'cursor.invalid': {
    status: 400, title: 'Закладка списка устарела', hint: 'Откройте список заново.',
  },
  'session.required': {
    status: 401, title: 'Нужно войти', hint: 'Войдите и повторите.',
  },
  'login.failed': {
    status: 401, title: 'Логин или пароль не подошли', hint: 'Проверьте раскладку и Caps Lock.',
  },
  'login.throttled': {
    status: 429, title: 'Слишком много попыток входа', hint: 'Подождите и попробуйте снова.',
  },
  'origin.foreign': {
    status: 403, title: 'Запрос пришёл с чужого сайта', hint: 'Откройте Верстак по его адресу.',
  },
  'right.missing': {
    status: 403, title: 'Недостаточно прав', hint: 'Обратитесь к администратору.',
  },
  'viewing.readOnly': {
    status: 403, title: 'Вы смотрите глазами другого сотрудника',
    hint: 'Вернитесь к себе, чтобы менять записи.',
  },
  'record.missing': {
    status: 404, title: 'Запись не найдена', hint: 'Возможно, она удалена или вам не видна.',
  },
  'route.missing': {
    status: 404, title: 'Такого адреса нет', hint: 'Список адресов: /api/docs.',
  },
  'method.wrong': {
    status: 405, title: 'Этот адрес так не вызывают', hint: 'Что можно — в заголовке Allow.',
  },
  'request.timeout': {
    status: 408, title: 'Запрос не дослан', hint: 'Проверьте связь и повторите.',
  },
  'record.changed': {
    status: 409, title: 'Запись уже изменили', hint: 'Обновите карточку и повторите правку.',
  },
  'task.wantsDecision': {
    status: 409, title: 'Это дело закрывает решение',
    hint: 'Откройте сделку и согласуйте или откажите: дело закроется само.',
  },
  'record.duplicate': {
    status: 409, title: 'Такая запись уже есть', hint: 'Откройте существующую.',
  },
  'record.merged': {
    status: 409, title: 'Запись объединена с другой',
    hint: 'Откройте ту, которой она стала, и повторите там.',
  },
  'record.referenced': {
    status: 409, title: 'Запись используется', hint: 'Сначала перенесите связанные записи.',
  },
  'key.used': {
    status: 409, title: 'Этот ключ повтора уже занят другим запросом',
    hint: 'Новому запросу дайте новый Idempotency-Key.',
  },
  'body.tooLarge': {
    status: 413, title: 'Слишком большой запрос', hint: 'Разбейте данные на части.',
  },
  'media.unsupported': {
    status: 415, title: 'Тип данных не поддерживается', hint: 'Отправьте JSON.',
  },
  'field.invalid': {
    status: 422, title: 'Поле заполнено неверно', hint: 'Исправьте указанное поле.',
  },
  'field.readOnly': {
    status: 422, title: 'Поле ведёт 1С', hint: 'Исправьте документ в 1С, значение придёт само.',
  },
  'import.repeated': {
    status: 409, title: 'Этот файл уже импортировали',
    hint: 'Если записи нужны ещё раз, подтвердите повтор: again=true.',
  },
  'merge.closed': {
    status: 409, title: 'Объединение уже не отменить',
    hint: 'Со дня объединения прошло больше 30 дней: заведите вторую запись заново.',
  },
  'stage.forbidden': {
    status: 422, title: 'Такой переход стадии невозможен', hint: 'Выберите другую стадию.',
  },
  'stage.needsFields': {
    status: 422, title: 'Для этой стадии заполнено не всё', hint: 'Заполните названные поля.',
  },
  'stage.needsOthers': {
    status: 422, title: 'Для этой стадии ждут того, что заполняют другие',
    hint: 'Попросите названных заполнить поле и повторите.',
  },
  'headers.tooLarge': {
    status: 431, title: 'Слишком длинный адрес или заголовки', hint: 'Сократите условие отбора.',
  },
  'address.forbidden': {
    status: 403, title: 'Адрес не разрешён',
    hint: 'Добавьте адрес 1С в список пользователя обмена.',
  },
  'signature.invalid': {
    status: 401, title: 'Подпись запроса не подошла', hint: 'Проверьте ключ и секрет обмена.',
  },
  'signature.expired': {
    status: 401, title: 'Время запроса вне допуска', hint: 'Сверьте часы сервера 1С.',
  },
  'signature.replayed': {
    status: 401, title: 'Запрос повторён', hint: 'Отправляйте каждый запрос с новым nonce.',
  },
  'key.otherBase': {
    status: 403, title: 'Ключ другой базы',
    hint: 'У каждой базы 1С свой ключ: «Настройки», «Сеансы и ключи».',
  },
  'base.unknown': {
    status: 404, title: 'База 1С не представилась или не допущена',
    hint: 'Сначала вызовите hello; допускает базу администратор.',
  },
  'epoch.changed': {
    status: 409, title: 'Эпоха базы 1С изменилась',
    hint: 'Базу восстановили или скопировали: дождитесь подтверждения администратора.',
  },
  'server.failed': {
    status: 500, title: 'Внутренняя ошибка', hint: 'Сообщите администратору номер запроса.',
  },
  'disk.full': {
    status: 507, title: 'На диске сервера кончилось место',
    hint: 'Наполовину ничего не записано. Когда администратор освободит место, повторите.',
  },
  'server.busy': {
    status: 503, title: 'Сервер перегружен или запускается', hint: 'Повторите через минуту.',
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

/** One wrong field of a request: where it is and why, in Russian. */
export type FieldProblem = { field: string; reason: string };

export type RecordRef = { entity: string; id: number };

/** Body of every error answer, `application/problem+json`. */
export type Problem = {
  code: ErrorCode;
  title: string;
  status: number;
  detail: string;
  fields?: FieldProblem[];
  /** Of 'record.merged': what the asked record has become. */
  record?: RecordRef;
  requestId: string;
};
