// Bases of 1C that we know: a base introduces itself, and its epoch guards against a restored copy.
import { isTimeZone } from '#platform/clock';
import { companyTimeZone } from '#platform/company-time';
import { inTransaction, one, type Db, type Queryable } from '#platform/database';
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
};

const COLUMNS = `id, ib, epoch, pending_epoch as "pendingEpoch", accepted,
  time_zone as "timeZone"`;

export function findBase(on: Queryable, ib: string): Promise<Base | undefined> {
  return one<Base>(on, {
    name: 'onec-base', text: `select ${COLUMNS} from onec.base where ib = $1`, values: [ib],
  });
}

function zoneOf(said: Introduction): string {
  if (!said.timeZone) return companyTimeZone();
  if (isTimeZone(said.timeZone)) return said.timeZone;
  throw refuseField('timeZone', `Часовой пояс «${said.timeZone.slice(0, 60)}» не известен: `
    + 'нужно имя вроде Europe/Moscow.');
}

/** First hello registers the base; an administrator may require approval by a setting. */
export async function introduceBase(db: Db, said: Introduction, now: Date): Promise<Base> {
  const timeZone = zoneOf(said);
  const approval = await readSetting(db, 'onec.approveBases', false);
  return inTransaction(db, async (tx) => {
    await tx.query(
      `insert into onec.base (ib, epoch, accepted, time_zone, first_seen_at)
       values ($1, $2, $3, $4, $5) on conflict (ib) do nothing`,
      [said.ib, said.epoch, !approval, timeZone, now]);
    const { rows } = await tx.query<Base>(
      `update onec.base set configuration = $2, configuration_version = $3, platform = $4,
         extension = $5, time_zone = case when $6::text is null then time_zone else $7 end,
         last_contact_at = $8
       where ib = $1 returning ${COLUMNS}`,
      [said.ib, said.configuration ?? null, said.version ?? null, said.platform ?? null,
        said.extension ?? null, said.timeZone ?? null, timeZone, now]);
    const [base] = rows;
    if (!base) throw new Error(`Base ${said.ib} vanished while it introduced itself`);
    if (base.epoch !== said.epoch) await guardEpoch(tx, base, said.epoch);
    if (!base.accepted) {
      await raiseAlarm(tx, base.id, 'base.waits', `База ${base.ib} ждёт подтверждения`);
    }
    return base;
  });
}

/** Another epoch: the base was restored or copied. Nothing is applied until a person confirms. */
export async function guardEpoch(on: Queryable, base: Base, epoch: string): Promise<void> {
  await on.query('update onec.base set pending_epoch = $2 where id = $1 and epoch <> $2',
    [base.id, epoch]);
  await raiseAlarm(on, base.id, 'epoch.changed',
    `База ${base.ib} прислала другую эпоху (${epoch}): её восстановили из копии или скопировали`);
}

export type BaseVerdict =
  | { ok: true }
  | { ok: false; code: 'base.unknown' | 'epoch.changed'; text: string };

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

export async function touchContact(db: Db, baseId: number, now: Date): Promise<void> {
  await db.query({
    name: 'onec-contact',
    text: `update onec.base set last_contact_at = $2
           where id = $1 and (last_contact_at is null or last_contact_at < $2)`,
    values: [baseId, now],
  });
}
