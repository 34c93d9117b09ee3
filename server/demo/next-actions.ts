// Most deals in work have a next action: without one a board of the demo looks abandoned.
import { createTasks, type NewTask } from '#modules/work';
import { addDays, momentOf } from '#platform/clock';
import { companyTimeZone, companyToday } from '#platform/company-time';
import { systemContext } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import type { Chance } from './random.ts';

type Idle = { id: number; responsibleId: number; stage: string };

type Action = readonly [kind: 'call' | 'letter' | 'task', title: string];

const ACTIONS: Record<string, readonly Action[]> = {
  request: [['call', 'Перезвонить клиенту'], ['letter', 'Отправить счёт']],
  invoiced: [['call', 'Узнать об оплате счёта'], ['task', 'Ждём оплату счёта']],
  partlyPaid: [['call', 'Напомнить об остатке'], ['task', 'Сверить остаток с бухгалтерией']],
  paid: [['task', 'Согласовать отгрузку'], ['call', 'Уточнить адрес доставки']],
  shipping: [['task', 'Проверить машину'], ['call', 'Подтвердить приёмку']],
};

const SHARE = 0.8;
const HOURS = ['10:00', '11:30', '12:00', '15:30', '17:00'];

/** Tasks for most open deals that have none; a few of them are overdue. */
export async function planNextActions(db: Db, chance: Chance, now: Date): Promise<void> {
  const { rows } = await db.query<Idle>(
    `select d.id, d.responsible_id as "responsibleId", s.code as stage
     from deals.deal d join deals.stage s on s.id = d.stage_id
     where d.is_open and d.responsible_id is not null and not exists (
       select from work.task t where t.entity = 'deal' and t.entity_id = d.id
         and t.done_at is null and t.cancelled_at is null)
     order by d.id`);
  const today = companyToday(now);
  const tasks: NewTask[] = [];
  for (const { id, responsibleId, stage } of rows) {
    const actions = ACTIONS[stage];
    if (!actions || !chance.hit(SHARE)) continue;
    const [kind, title] = chance.pick(actions);
    const day = addDays(today, chance.between(-1, 6));
    tasks.push({
      title, kind, entity: 'deal', entityId: id, assigneeId: responsibleId,
      dueAt: momentOf(day, chance.pick(HOURS), companyTimeZone()),
    });
  }
  const ctx = systemContext(db, 'system', () => now);
  await inTransaction(db, (tx) => createTasks(tx, ctx, tasks));
}
