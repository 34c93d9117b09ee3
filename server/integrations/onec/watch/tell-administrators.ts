// One word to every administrator of the exchange when an alarm is raised, and one when it ends.
import { notify } from '#modules/work';
import { employeesWhoMay } from '#modules/staff';
import { systemContext } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import type { AlarmKind } from '../alarms.ts';
import type { Inbox } from '../apply-items.ts';

export const ALARM_TITLES: Record<AlarmKind, { raised: string; ended: string }> = {
  'contact.lost': { raised: 'Нет связи с 1С', ended: 'Связь с 1С восстановлена' },
  'money.late': {
    raised: 'Деньги из 1С приходят с задержкой', ended: 'Деньги из 1С снова приходят вовремя',
  },
  'money.rejected': {
    raised: 'Верстак не принял оплаты из 1С', ended: 'Все оплаты из 1С разобраны',
  },
  'epoch.changed': {
    raised: 'База 1С восстановлена или скопирована: обмен остановлен',
    ended: 'Обмен с базой 1С продолжен',
  },
  'rev.conflict': {
    raised: '1С прислала две разные версии одного объекта',
    ended: 'Расхождение версий из 1С разобрано',
  },
  'base.waits': { raised: 'Новая база 1С ждёт допуска', ended: 'База 1С допущена' },
  'odata.vanished': {
    raised: 'В 1С разом пропало много объектов', ended: 'Пропажа объектов 1С разобрана',
  },
  'digest.differs': {
    raised: 'Сверка с 1С нашла расхождения, которые не исправились',
    ended: 'Сверка с 1С: расхождений больше нет',
  },
};

type Alarm = {
  id: number; baseId: number; ib: string; kind: AlarmKind; detail: string;
  clearedAt: string | null; clearedBy: number | null; toldAt: string | null;
};

async function untold(tx: Tx): Promise<Alarm[]> {
  const { rows } = await tx.query<Alarm>({
    name: 'onec-untold-alarms',
    text: `
      select a.id, a.base_id as "baseId", b.ib, a.kind, a.detail, a.cleared_at as "clearedAt",
        a.cleared_by as "clearedBy", a.told_at as "toldAt"
      from onec.alarm a join onec.base b on b.id = a.base_id
      where a.told_at is null or a.cleared_at is not null and a.end_told_at is null
      order by a.id limit 50 for update of a skip locked`,
  });
  return rows;
}

/** What began and ended between two looks is no news. Whoever ended it knows. */
function wordsOf(alarm: Alarm): { kind: string; title: string; once: string } | null {
  const titles = ALARM_TITLES[alarm.kind];
  const [raised, ended] = [alarm.toldAt !== null, alarm.clearedAt !== null];
  if (!raised && ended) return null;
  return raised
    ? { kind: 'exchange.recovered', title: titles.ended, once: `alarm:${alarm.id}:ended` }
    : { kind: 'exchange.alarm', title: titles.raised, once: `alarm:${alarm.id}:raised` };
}

export async function tellOfAlarms(inbox: Inbox): Promise<void> {
  const ctx = systemContext(inbox.db, 'system', inbox.now);
  await inTransaction(inbox.db, async (tx) => {
    const alarms = await untold(tx);
    if (alarms.length === 0) return;
    const people = await employeesWhoMay(tx, 'exchange', 'edit');
    for (const alarm of alarms) {
      const words = wordsOf(alarm);
      if (!words) continue;
      const hearers = people.filter((id) => id !== alarm.clearedBy);
      await notify(tx, ctx, hearers.map((employeeId) => ({
        employeeId, kind: words.kind, title: words.title, onceKey: words.once,
        body: words.kind === 'exchange.alarm' ? alarm.detail : `База ${alarm.ib}`,
        entity: 'exchange', entityId: alarm.baseId,
      })));
      await writeEvents(tx, ctx, [{
        kind: words.kind === 'exchange.alarm' ? 'exchange.alarmRaised' : 'exchange.alarmCleared',
        entity: 'exchange', entityId: alarm.baseId, data: { title: words.title },
      }]);
    }
    await tx.query(
      `update onec.alarm set told_at = coalesce(told_at, $2),
         end_told_at = case when cleared_at is not null then $2::timestamptz end
       where id = any($1::bigint[])`, [alarms.map(({ id }) => id), inbox.now()]);
  });
}
