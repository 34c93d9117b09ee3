// «По какому вопросу»: the list that administrators edit, and the words that «Другое» demands.
import type { LeadTopic } from '#contract/leads';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';

type SavedTopic = { id?: number; name: string; needsText: boolean };

export async function readTopics(on: Queryable): Promise<LeadTopic[]> {
  const { rows } = await on.query<LeadTopic>({
    name: 'lead-topics',
    text: `select id, name, needs_text as "needsText", archived_at is not null as archived
      from leads.topic order by archived_at is not null, position, id`,
  });
  return rows;
}

/** The list whole, in its order; what is not in it any more is archived, old leads keep it. */
export async function saveTopics(
  ctx: Context, { topics }: { topics: SavedTopic[] },
): Promise<LeadTopic[]> {
  requireRight(ctx.actor, 'setting', 'edit');
  const rows = topics.map((topic, index) =>
    ({ ...topic, id: topic.id ?? null, name: topic.name.trim(), position: index + 1 }));
  refuseRepeated(rows.map((row) => row.name.toLowerCase()));
  return inTransaction(ctx.db, async (tx) => {
    await tx.query('lock table leads.topic in share row exclusive mode');
    const before = await readTopics(tx);
    const known = new Set(before.map((topic) => topic.id));
    if (rows.some(({ id }) => id !== null && !known.has(id))) throw refuse('record.missing');
    await storeTopics(tx, ctx, rows);
    const after = await readTopics(tx);
    const namesOf = (list: LeadTopic[]) =>
      list.filter((topic) => !topic.archived).map((topic) => topic.name);
    await writeEvents(tx, ctx, [{
      kind: 'setting.changed', entity: 'setting', entityId: 0,
      data: { changes: { 'leads.topics': { old: namesOf(before), new: namesOf(after) } } },
    }]);
    return after;
  });
}

function refuseRepeated(names: string[]): void {
  names.forEach((name, index) => {
    if (!name) throw refuseField(`topics[${index}].name`, 'Название темы не заполнено.');
    if (names.indexOf(name) === index) return;
    throw refuseField(`topics[${index}].name`, 'Такая тема уже есть в списке.');
  });
}

async function storeTopics(tx: Tx, ctx: Context, rows: object[]): Promise<void> {
  const asked = JSON.stringify(rows);
  const shape = 'id bigint, name text, position int, "needsText" boolean';
  await tx.query(
    `update leads.topic t set archived_at = $2
     where archived_at is null and not exists (
       select from jsonb_to_recordset($1::jsonb) as n (${shape}) where n.id = t.id)`,
    [asked, ctx.now()]);
  await tx.query(
    `update leads.topic t set name = n.name, position = n.position, needs_text = n."needsText",
       archived_at = null
     from jsonb_to_recordset($1::jsonb) as n (${shape}) where n.id = t.id`, [asked]);
  // A topic that was taken off and is written anew comes back as itself.
  await tx.query(
    `insert into leads.topic as t (name, position, needs_text)
     select n.name, n.position, n."needsText"
     from jsonb_to_recordset($1::jsonb) as n (${shape}) where n.id is null
     on conflict (name) do update set archived_at = null, position = excluded.position,
       needs_text = excluded.needs_text`, [asked]);
}

/** «Другое» without words says nothing to whoever gets the lead. */
export async function requireTopicText(
  tx: Tx, topicId: number | null | undefined, text: string | null | undefined,
): Promise<void> {
  if (topicId === null || topicId === undefined || text?.trim()) return;
  const topic = await one<{ needsText: boolean; name: string }>(tx, {
    name: 'lead-topic-needs-text',
    text: 'select needs_text as "needsText", name from leads.topic where id = $1',
    values: [topicId],
  });
  if (topic?.needsText) {
    throw refuseField('topicText', `Напишите, о чём вопрос: тема «${topic.name}» этого требует.`);
  }
}
