// What colleagues say and give to each other in the last days: mentions, answers, work that is
// given and done. By the same verbs as on the screen; what is older has been read.
import { addComment } from '#modules/timeline';
import {
  addTask, completeTask, readAllNotifications, tellOfComment, type WorkDeps,
} from '#modules/work';
import { dealAccess, dealTitles } from '#modules/deals';
import { loadActorOf } from '#modules/staff';
import type { TaskCreate } from '#contract/work';
import { momentOf } from '#platform/clock';
import { companyCalendar, companyTimeZone, companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { addWorkingDays } from '#platform/production-calendar';
import type { DemoCompany } from './company.ts';

const deps: WorkDeps = { entityAccess: { deal: dealAccess }, entityTitles: { deal: dealTitles } };

/** News of earlier days have been read by now. */
const FRESH_DAYS = 2;

type Stage = { db: Db; company: DemoCompany; now: Date };

/** The moment of a working day, never later than now, and in the order in which they are asked. */
function momentAt({ now }: Stage, inDays: number, clock: string): Date {
  const day = addWorkingDays(companyCalendar(), companyToday(now), inDays);
  return momentOf(day, clock, companyTimeZone());
}

async function contextOf(stage: Stage, login: string, at: Date): Promise<Context> {
  const { db, company, now } = stage;
  const person = company.people.get(login)!;
  const actor = await loadActorOf(db, person.id, now);
  return { db, actor: actor!, source: 'ui', requestId: null, now: () => at };
}

type Said = { dealId: number; body: string; mentions?: string[]; replyToId?: number };

async function say(stage: Stage, ctx: Context, said: Said): Promise<number> {
  const mentioned = (said.mentions ?? []).map((login) => stage.company.people.get(login)!.id);
  const { rows } = await stage.db.query<{ name: string }>(
    `select name from staff.employee where id = any($1::bigint[])
     order by array_position($1::bigint[], id)`, [mentioned]);
  const names = rows.map(({ name }) => `@${name}, `).join('');
  const { id } = await addComment(ctx, deps.entityAccess, {
    entity: 'deal', entityId: said.dealId, body: `${names}${said.body}`, mentionIds: mentioned,
    ...(said.replyToId ? { replyToId: said.replyToId } : {}),
  });
  await tellOfComment({ ...deps, db: stage.db, now: ctx.now }, id);
  return id;
}

async function talk(stage: Stage, dealIds: readonly number[]): Promise<void> {
  const [first, second] = dealIds as [number, number];
  const head = await contextOf(stage, 'head', momentAt(stage, -1, '10:20'));
  const asked = await say(stage, head, {
    dealId: first, mentions: ['manager'],
    body: 'клиент просит отгрузку на неделю раньше. Склад подтверждает?',
  });
  const manager = await contextOf(stage, 'manager', momentAt(stage, -1, '11:05'));
  await say(stage, manager, {
    dealId: first, replyToId: asked, body: 'Подтвердили на четверг, сегодня выставлю счёт.',
  });
  const doubt = await contextOf(stage, 'manager', momentAt(stage, -1, '12:40'));
  await say(stage, doubt, {
    dealId: second, mentions: ['head'], body: 'просят скидку сверх обычной. Дадим?',
  });
}

const give = async (ctx: Context, task: TaskCreate) => (await addTask(ctx, deps, task)).id;

/** Two requests to a colleague on vacation: the deputy did them, one line tells of both. */
async function work(stage: Stage, dealId: number): Promise<void> {
  const id = (login: string) => stage.company.people.get(login)!.id;
  const due = (inDays: number) => momentAt(stage, inDays, '15:00').toISOString();
  const about = { entity: 'deal', entityId: dealId };
  const manager = await contextOf(stage, 'manager', momentAt(stage, -1, '13:10'));
  const asked = [];
  for (const title of ['Проверить остаток на складе', 'Запросить паспорт насоса']) {
    asked.push(await give(manager,
      { ...about, title, assigneeId: id('yakovleva'), dueAt: due(0) }));
  }
  const head = await contextOf(stage, 'head', momentAt(stage, -1, '13:30'));
  await give(head, {
    title: 'Подготовить прогноз оплат на месяц', assigneeId: id('manager'), dueAt: due(2),
    priority: 'high', watcherIds: [id('director')], reminders: [60],
    checklist: ['Сделки с отсрочкой', 'Частично оплаченные', 'Новые счета']
      .map((text) => ({ text, done: false })),
  });
  await give(head, {
    title: 'Планёрка отдела', assigneeId: id('head'), dueAt: due(3),
    watcherIds: ['manager', 'yakovleva', 'zhukov'].map(id),
    recurrence: { every: 'week', interval: 1, makes: 'due' },
  });
  for (const [index, taskId] of asked.entries()) {
    const at = momentAt(stage, -1, `16:${index + 1}0`);
    await completeTask(await contextOf(stage, 'fedorov', at), deps, taskId);
  }
}

type Asked = { login: string; title: string; note: string; kind?: 'task' | 'call' };

/** What those who do not sell are asked for: each begins the day with something to do. */
const ASKED: readonly Asked[] = [
  {
    login: 'engineer', title: 'Подобрать насос по опросному листу',
    note: 'Скважина 110 м, вода с песком. Нужна модель и запас по напору.',
  },
  {
    login: 'buyer', title: 'Узнать у завода срок поставки',
    note: 'Клиент готов ждать не дольше шести недель.',
  },
  {
    login: 'accountant', title: 'Проверить, кому напомнить о просроченных оплатах',
    note: 'Список в Excel нужен к планёрке.',
  },
  {
    login: 'marketer', title: 'Посчитать лиды по источникам за месяц',
    note: 'Сколько с сайта и сколько из них дошло до менеджеров.',
  },
];

/** The deal that this person was asked to join and its manager, else just the director's wish. */
async function askOthers(stage: Stage): Promise<void> {
  const loginOf = new Map([...stage.company.people].map(([login, { id }]) => [id, login]));
  for (const { login, ...task } of ASKED) {
    const assigneeId = stage.company.people.get(login)!.id;
    const { rows: [deal] } = await stage.db.query<{ id: number; sellerId: number }>(
      `select d.id, d.responsible_id as "sellerId" from deals.deal_reader r
       join deals.deal d on d.id = r.deal_id
       where r.employee_id = $1 and r.why = 'participant' and d.is_open
         and d.responsible_id is not null
       order by d.id limit 1`, [assigneeId]);
    const author = (deal && loginOf.get(deal.sellerId)) ?? 'director';
    await give(await contextOf(stage, author, momentAt(stage, -1, '14:30')), {
      ...task, assigneeId, dueAt: momentAt(stage, 0, '17:00').toISOString(),
      ...deal ? { entity: 'deal', entityId: deal.id } : {},
    });
  }
}

async function readOld(stage: Stage): Promise<void> {
  const before = momentAt(stage, -FRESH_DAYS, '00:00');
  const { rows } = await stage.db.query<{ employeeId: number; upToId: number }>(
    `select distinct on (n.employee_id) n.employee_id as "employeeId", n.id as "upToId"
     from work.notification n join staff.employee e on e.id = n.employee_id
     where n.created_at < $1 and e.dismissed_at is null
     order by n.employee_id, n.created_at desc, n.id desc`, [before]);
  for (const { employeeId, upToId } of rows) {
    const login = [...stage.company.people].find(([, person]) => person.id === employeeId)?.[0];
    if (login) await readAllNotifications(await contextOf(stage, login, before), { upToId });
  }
}

/** What was said yesterday; before today's tasks, so that a history runs in the order of days. */
export async function talkOfColleagues(
  db: Db, company: DemoCompany, now: Date,
): Promise<void> {
  const stage = { db, company, now };
  const { rows } = await db.query<{ id: number }>(
    `select id from deals.deal where responsible_id = $1 and is_open
     order by amount_kopecks desc, id limit 3`, [company.people.get('manager')!.id]);
  const dealIds = rows.map(({ id }) => id);
  if (dealIds.length < 3) return;
  await talk(stage, dealIds);
  await work(stage, dealIds[2]!);
}

/** What those who do not sell are asked for, and what everybody has read by now. */
export async function askColleagues(db: Db, company: DemoCompany, now: Date): Promise<void> {
  const stage = { db, company, now };
  await askOthers(stage);
  await readOld(stage);
}
