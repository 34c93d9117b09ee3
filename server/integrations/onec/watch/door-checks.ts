// Whether a base gets in, by its transport: keys and signatures are asked of the one that signs,
// an answering address or a user of the others.
import type { BaseCheck } from '#contract/exchange';
import { one, type Queryable } from '#platform/database';
import { refuse } from '#platform/refuse';
import { TRANSPORT, type Transport } from '../transport.ts';

export type Door = {
  transport: Transport;
  /** Live keys: bound to this base, and those that may call for any. */
  keys: { own: string[]; open: string[] };
  refusals: number; refusal: string | null;
  link: { login: string; enabled: boolean; state: string; error: string | null } | null;
  account: { login: string; isOff: boolean; seenHours: number | null } | null;
};

const REFUSED = `(code like 'signature.%' or code = 'key.otherBase')`;

export async function readDoor(on: Queryable, baseId: number, now: Date): Promise<Door> {
  const door = await one<Door>(on, `
    select ${TRANSPORT} as transport,
      (select jsonb_build_object(
          'own', coalesce(jsonb_agg(k.name order by k.created_at)
            filter (where o.ib = b.ib), '[]'),
          'open', coalesce(jsonb_agg(k.name order by k.created_at)
            filter (where o.ib is null), '[]'))
        from platform.api_key k left join onec.key_base o on o.key_id = k.id and o.is_bound
        where k.kind = 'onec' and k.revoked_at is null) as keys,
      (select coalesce(sum(count), 0)::int from onec.refusal
        where ${REFUSED}
          and last_at > $2::timestamptz - interval '1 day') as refusals,
      (select code from onec.refusal where ${REFUSED}
          and last_at > $2::timestamptz - interval '1 day'
        order by last_at desc limit 1) as refusal,
      (select jsonb_build_object('login', l.login, 'enabled', l.enabled, 'state', l.state,
          'error', l.error) from onec.odata_link l where l.base_id = b.id) as link,
      (select jsonb_build_object('login', a.login, 'isOff', a.disabled_at is not null,
          'seenHours', (select floor(extract(epoch from $2 - max(s.seen_at)) / 3600)
            from onec.site_session s where s.account_id = a.id))
        from onec.site_account a where a.ib = b.ib) as account
    from onec.base b where b.id = $1`, [baseId, now]);
  if (!door) throw refuse('record.missing');
  return door;
}

export const check = (
  name: BaseCheck['name'], state: BaseCheck['state'], text: string,
): BaseCheck => ({ name, state, text });

export function doorChecks(door: Door): BaseCheck[] {
  switch (door.transport) {
    case 'push': return signatureChecks(door);
    case 'odata': return [linkCheck(door)];
    case 'commerceml': return [accountCheck(door)];
    case 'ended': return [check('login', 'warn',
      'Подключение по OData удалено: если база ещё нужна, подключите её снова.')];
    default: return [check('login', 'ok', 'Ключ не нужен: эту базу наполняют файлы.')];
  }
}

const WHERE_KEYS_ARE = '«Настройки», «Сеансы и ключи»';
const quoted = (names: string[]) => names.map((name) => `«${name}»`).join(', ');

function keyCheck({ own, open }: Door['keys']): BaseCheck {
  if (own.length > 0 && open.length === 0) {
    return check('keys', 'ok', `Ключ этой базы: ${quoted(own)}.`);
  }
  return open.length > 0
    ? check('keys', 'ok', `Ключ ${quoted(open)} служит любой базе; назначить ему одну: ${
      WHERE_KEYS_ARE}.`)
    : check('keys', 'bad', 'У базы нет действующего ключа: создайте его и впишите в 1С.');
}

const WHAT_REFUSED: Record<string, string> = {
  'signature.expired': 'Часы сервера 1С отличаются больше чем на 5 минут.',
  'key.otherBase': 'Последний — чужой ключ: база обратилась с ключом другой базы. '
    + `Впишите ей её ключ или смените базу ключа: ${WHERE_KEYS_ARE}.`,
};

function signatureChecks({ keys, refusals, refusal }: Door): BaseCheck[] {
  return [
    keyCheck(keys),
    refusals === 0 ? check('refusals', 'ok', 'За сутки подписи не подводили.')
      : check('refusals', 'warn', `За сутки отказов: ${refusals}. ${WHAT_REFUSED[refusal ?? '']
        ?? `Последний — ${refusal}. Проверьте ключ и секрет.`}`),
  ];
}

function linkCheck({ link }: Door): BaseCheck {
  if (!link!.enabled) return check('login', 'bad', 'Опрос по OData выключен: включите его.');
  if (link!.state === 'failing' || link!.state === 'stopped') {
    return check('login', 'bad', `Опрос по OData не проходит: ${link!.error ?? 'причина ещё '
      + 'неизвестна'}`);
  }
  return link!.state === 'new'
    ? check('login', 'warn', 'Опрос по OData ещё не начался.')
    : check('login', 'ok',
      `Ключ не нужен: Верстак сам спрашивает 1С под пользователем «${link!.login}».`);
}

function accountCheck({ account }: Door): BaseCheck {
  if (!account) return check('login', 'ok', 'Ключ не нужен: базу наполняют файлы CommerceML.');
  return account.isOff
    ? check('login', 'bad', `Пользователь «${account.login}» «Обмена с сайтом» отключён.`)
    : check('login', 'ok', `Ключ не нужен: 1С входит под пользователем «${account.login}».`);
}

const WHEN_IT_COMES = 'Проверьте расписание «Обмена с сайтом» в 1С.';
const WHERE_TO_LOOK: Record<Transport, string> = {
  push: 'Проверьте регламентное задание в 1С.',
  odata: 'Проверьте, что 1С запущена и её публикация OData отвечает.',
  commerceml: WHEN_IT_COMES,
  ended: 'Подключение по OData удалено.',
  file: 'Проверьте, что файлы ещё выгружают.',
};

/** A site exchange runs by a schedule of 1C, mostly once an hour or a night. */
const SESSION_HOURS_MAX = 48;

function sessionCheck(hours: number | null): BaseCheck {
  if (hours === null) return check('contact', 'warn', `Сеансов ещё не было. ${WHEN_IT_COMES}`);
  const ago = hours < 1 ? 'меньше часа назад' : `${hours} ч назад`;
  return hours > SESSION_HOURS_MAX
    ? check('contact', 'warn', `Последний сеанс ${ago}. ${WHEN_IT_COMES}`)
    : check('contact', 'ok', `Последний сеанс ${ago}.`);
}

/** `silent`: minutes, null when it has never called by itself. */
export function contactCheck(door: Door, silent: number | null, most: number): BaseCheck {
  const { transport, account } = door;
  if (transport === 'commerceml' && account) return sessionCheck(account.seenHours);
  if (silent === null) {
    return check('contact', 'warn', 'База ни разу не обращалась сама: были только файлы.');
  }
  return silent > most
    ? check('contact', 'bad', `База молчит ${silent} мин. ${WHERE_TO_LOOK[transport]}`)
    : check('contact', 'ok', 'База на связи.');
}
