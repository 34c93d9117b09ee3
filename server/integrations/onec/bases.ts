// Bases of 1C that we know: a base introduces itself, and its epoch guards against a restored copy.
import { isTimeZone } from '#platform/clock';
import { companyTimeZone } from '#platform/company-time';
import { inTransaction, one, type Db, type Queryable, type Tx } from '#platform/database';
import { refuseField } from '#platform/refuse';
import { readSetting } from '#platform/settings';
import { raiseAlarm } from './alarms.ts';

export type Base = {
  id: number;
  ib: string;
  epoch: string;
  pendingEpoch: string | null;
  accepted: boolean;
  timeZone: string;
};

export type Introduction = {
  ib: string;
  epoch: string;
  configuration?: string | null | undefined;
  version?: string | null | undefined;
  platform?: string | null | undefined;
  timeZone?: string | null | undefined;
  extension?: string | null | undefined;
  /** The key that signed the call; files have none. */
  keyId?: string;
};

const BASE_COLUMNS = `b.id, b.ib, b.epoch, b.pending_epoch as "pendingEpoch", b.accepted,
  b.time_zone as "timeZone"`;

export function findBase(on: Queryable, ib: string): Promise<Base | undefined> {
  return one<Base>(on, {
    name: 'onec-base',
    text: `select ${BASE_COLUMNS} from onec.base b where b.ib = $1`,
    values: [ib],
  });
}

function zoneOf(said: Introduction): string {
  if (!said.timeZone) return companyTimeZone();
  if (isTimeZone(said.timeZone)) return said.timeZone;
  throw refuseField('timeZone', `Часовой пояс «${said.timeZone.slice(0, 60)}» не известен: `
    + 'нужно имя вроде Europe/Moscow.');
}

/**
 * The base that has called with this key first. A copy of a base carries its key: whoever calls
 * with it under another name must not push until a person lets it in.
 */
async function ownerOfKey(tx: Tx, keyId: string, ib: string): Promise<string> {
  await tx.query(
    `insert into onec.key_base (key_id, ib) values ($1, $2) on conflict (key_id) do nothing`,
    [keyId, ib]);
  const row = await one<{ ib: string }>(tx, 'select ib from onec.key_base where key_id = $1',
    [keyId]);
  return row?.ib ?? ib;
}

/** First hello registers the base; an administrator may require approval by a setting. */
export async function introduceBase(db: Db, said: Introduction, now: Date): Promise<Base> {
  const timeZone = zoneOf(said);
  const approval = await readSetting(db, 'onec.approveBases', false);
  return inTransaction(db, async (tx) => {
    const owner = said.keyId ? await ownerOfKey(tx, said.keyId, said.ib) : said.ib;
    const isCopy = owner !== said.ib;
    const copied = isCopy ? `: её ключ принадлежит базе ${owner}, похоже на копию` : '';
    // A row that conflicts takes a number too, and a smallint has few: known bases insert nothing.
    await tx.query(
      `insert into onec.base (ib, epoch, accepted, time_zone, first_seen_at)
       select $1::text, $2, $3, $4, $5 where not exists (select from onec.base where ib = $1)
       on conflict (ib) do nothing`,
      [said.ib, said.epoch, !approval && !isCopy, timeZone, now]);
    // A copy that says hello under its own epoch must not change the zone of the one we know.
    const { rows } = await tx.query<Base>(
      `update onec.base b set last_contact_at = $7,
         configuration = coalesce(n.configuration, b.configuration),
         configuration_version = coalesce(n.version, b.configuration_version),
         platform = coalesce(n.platform, b.platform),
         extension = coalesce(n.extension, b.extension),
         time_zone = coalesce(n.time_zone, b.time_zone)
       from onec.base o left join (select $2::text as configuration, $3::text as version,
           $4::text as platform, $5::text as extension, $6::text as time_zone) n
         on o.epoch = $8
       where o.ib = $1 and b.id = o.id returning ${BASE_COLUMNS}`,
      [said.ib, said.configuration ?? null, said.version ?? null, said.platform ?? null,
        said.extension ?? null, said.timeZone ?? null, now, said.epoch]);
    const [base] = rows;
    if (!base) throw new Error(`Base ${said.ib} vanished while it introduced itself`);
    if (base.epoch !== said.epoch) await guardEpoch(tx, base, said.epoch);
    if (!base.accepted) {
      await raiseAlarm(tx, base.id, {
        kind: 'base.waits', detail: `База ${base.ib} ждёт подтверждения${copied}`,
      });
    }
    return base;
  });
}

/** Another epoch: the base was restored or copied. Nothing is applied until a person confirms. */
export async function guardEpoch(on: Queryable, base: Base, epoch: string): Promise<void> {
  await on.query('update onec.base set pending_epoch = $2 where id = $1 and epoch <> $2',
    [base.id, epoch]);
  await raiseAlarm(on, base.id, {
    kind: 'epoch.changed',
    detail: `База ${base.ib} прислала другую эпоху (${epoch}): её восстановили из копии или `
      + 'скопировали',
  });
}

export type BaseVerdict =
  | { ok: true }
  | { ok: false; code: 'base.unknown' | 'epoch.changed' | 'key.otherBase'; text: string };

/** Whether items of this base and epoch may be applied. */
export function judgeBase(base: Base | undefined, ib: string, epoch: string): BaseVerdict {
  if (!base) {
    return {
      ok: false, code: 'base.unknown',
      text: `База «${ib}» не представилась: сначала вызовите hello`,
    };
  }
  if (!base.accepted) {
    return {
      ok: false, code: 'base.unknown', text: `База «${ib}» ждёт подтверждения администратора`,
    };
  }
  if (base.epoch !== epoch) {
    return {
      ok: false, code: 'epoch.changed',
      text: `Эпоха «${epoch}» не совпадает с известной: базу восстановили или скопировали. `
        + 'Обмен остановлен, пока администратор не подтвердит',
    };
  }
  return { ok: true };
}

/**
 * `isLive`: 1C itself has called. Of a file that is read a second more or less says nothing, and
 * every write waits for the disk.
 */
export async function touchContact(
  db: Db, baseId: number, now: Date, isLive: boolean,
): Promise<void> {
  const isOld = isLive ? `last_contact_at < $2 or live_at is null or live_at < $2`
    : `last_contact_at < $2::timestamptz - interval '1 second'`;
  await db.query({
    name: `onec-contact${isLive ? '-live' : ''}`,
    text: `update onec.base set last_contact_at = $2${isLive ? ', live_at = $2' : ''}
           where id = $1 and (last_contact_at is null or ${isOld})`,
    values: [baseId, now],
  });
}
