// Telling people: a row each, an event that the stream hands to that person alone, and a letter in
// the outbox where they want one. Whoever is away is told through the deputy.
import { NOTICE_TYPES } from '#contract/notices';
import { deputiesOf } from '#modules/staff';
import { companyToday } from '#platform/company-time';
import type { Context, RecordSet } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { wishesOf, type Wishes } from './notice-settings.ts';
import { queueMails, type Told } from './queue-mails.ts';

export type NewNotification = {
  employeeId: number;
  /** What it is about: `task.assigned`, `deferral.due`. */
  kind: string;
  title: string;
  body?: string | null;
  entity?: string | null;
  entityId?: number | null;
  /** The same person is told at most once under one key. */
  onceKey?: string | null;
  /** The task it is about, when the record is another. */
  taskId?: number | null;
  /** The records of one line for many; absent for what is about `entity` alone. */
  records?: RecordSet | null;
  /** The person who is away and instead of whom this one is told. */
  forEmployeeId?: number | null;
};

/** Returns the ids of those that did not exist yet, in no promised order. */
export async function notify(
  tx: Tx, ctx: Context, asked: readonly NewNotification[],
): Promise<number[]> {
  if (asked.length === 0) return [];
  if (ctx.heldNotices) {
    ctx.heldNotices.push(...asked.map(({ employeeId, kind, title, ...about }) => ({
      employeeId, kind, title, body: about.body ?? null,
      entity: about.entity ?? null, entityId: about.entityId ?? null, records: recordsOf(about),
    })));
    return [];
  }
  const news = await throughDeputies(tx, ctx, asked);
  const wishes = await wishesOf(tx, [...new Set(news.map((item) => item.employeeId))]);
  const rows = news.map((item) => rowOf(item, wishes));
  const made = [
    ...await insertOnce(tx, ctx, rows.filter((row) => row.group_key === null)),
    ...await insertGrouped(tx, ctx, rows.filter((row) => row.group_key !== null)),
  ];
  await writeEvents(tx, ctx, made.map(({ id, employeeId, kind }) => ({
    kind: 'notification.created', entity: 'notification', entityId: id,
    data: { recipients: [employeeId], about: kind },
  })));
  await queueMails(tx, ctx, made, wishes);
  return made.map(({ id }) => id);
}

/** The deputy hears «за Петрова»; whoever acts needs no word about what they do themselves. */
async function throughDeputies(
  tx: Tx, ctx: Context, asked: readonly NewNotification[],
): Promise<NewNotification[]> {
  const deputies = await deputiesOf(
    tx, asked.map((item) => item.employeeId), companyToday(ctx.now()));
  if (deputies.size === 0) return [...asked];
  return asked.flatMap((item) => {
    const deputy = deputies.get(item.employeeId);
    if (deputy === undefined) return [item];
    if (deputy === ctx.actor.employeeId) return [];
    return [{ ...item, employeeId: deputy, forEmployeeId: item.employeeId }];
  });
}

/** More would not fit into the address of their list. */
const RECORDS_MAX = 1_000;

const recordsOf = ({ records, taskId }: Pick<NewNotification, 'records' | 'taskId'>) =>
  records ?? (taskId ? { entity: 'task', ids: [taskId] } : null);

/** What was not given is null in the row. */
function rowOf(item: NewNotification, wishes: Wishes) {
  const records = recordsOf(item);
  const { employeeId, kind, title, body, entity, entityId } = item;
  const groups = NOTICE_TYPES[kind]?.groups === true && !item.onceKey && entity;
  return {
    employee_id: employeeId, kind, title, body, entity, entity_id: entityId,
    once_key: item.onceKey, for_employee_id: item.forEmployeeId,
    in_app: wishes.channels(employeeId, kind).inApp,
    group_key: groups ? `${kind}:${entity}:${entityId}` : null,
    records_of: records?.entity, record_ids: records?.ids.slice(0, RECORDS_MAX),
  };
}

type Row = ReturnType<typeof rowOf>;

const INSERT = `
  insert into work.notification as n (employee_id, kind, title, body, entity, entity_id, once_key,
    for_employee_id, in_app, group_key, records_of, record_ids, created_at)
  select r.employee_id, r.kind, r.title, r.body, r.entity, r.entity_id, r.once_key,
    r.for_employee_id, r.in_app, r.group_key, r.records_of, r.record_ids, $2
  from jsonb_to_recordset($1::jsonb) as r (employee_id bigint, kind text, title text, body text,
    entity text, entity_id bigint, once_key text, for_employee_id bigint, in_app boolean,
    group_key text, records_of text, record_ids bigint[])`;
const RETURNING = 'returning id, employee_id as "employeeId", kind';

async function insertOnce(tx: Tx, ctx: Context, rows: Row[]): Promise<Told[]> {
  if (rows.length === 0) return [];
  const { rows: made } = await tx.query<Told>({
    name: 'work-notify',
    text: `${INSERT} on conflict (employee_id, once_key) do nothing ${RETURNING}`,
    values: [JSON.stringify(rows), ctx.now()],
  });
  return made;
}

/** One after another: two news of one record in one call must meet in one line. */
async function insertGrouped(tx: Tx, ctx: Context, rows: Row[]): Promise<Told[]> {
  const told: Told[] = [];
  for (const row of rows) {
    const { rows: made } = await tx.query<Told>({
      name: 'work-notify-grouped',
      text: `${INSERT} on conflict (employee_id, group_key) where read_at is null do update
        set news_count = n.news_count + 1, title = excluded.title, body = excluded.body,
          created_at = excluded.created_at,
          record_ids = (select array_agg(distinct x.id) from (select u.id
            from unnest(n.record_ids || excluded.record_ids) as u (id) limit ${RECORDS_MAX}) x)
        ${RETURNING}`,
      values: [JSON.stringify([row]), ctx.now()],
    });
    told.push(...made);
  }
  return told;
}
