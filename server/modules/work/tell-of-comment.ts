// Whoever is named in a comment, or whose comment is answered, hears of it: once, and only while
// they may read the record it is about.
import { excerptOf } from '#contract/comments';
import { asEmployee, findComment, mayRead } from '#modules/timeline';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import { notify, type NewNotification } from './notify.ts';
import type { WorkDeps } from './task-list.ts';

type Deps = Pick<WorkDeps, 'entityAccess' | 'entityTitles'> & { db: Db; now: () => Date };
type Said = NonNullable<Awaited<ReturnType<typeof findComment>>>;
type Told = { employeeId: number; kind: 'comment.mentioned' | 'comment.replied' };

async function nameOf(db: Db, id: number): Promise<string> {
  const row = await one<{ name: string }>(db,
    'select name from staff.employee where id = $1', [id]);
  return row!.name;
}

/** A mention is the stronger word: nobody hears of one comment twice. */
async function listenersOf(db: Db, said: Said): Promise<Told[]> {
  const mentioned = said.mentions.map(({ id }) => id).filter((id) => id !== said.authorId);
  const told: Told[] = mentioned.map((employeeId) => ({ employeeId, kind: 'comment.mentioned' }));
  if (said.replyToId === null) return told;
  const root = await findComment(db, said.replyToId);
  if (!root || root.authorId === said.authorId || mentioned.includes(root.authorId)) return told;
  return [...told, { employeeId: root.authorId, kind: 'comment.replied' }];
}

async function titleFor(reader: Context, deps: Deps, said: Said): Promise<string> {
  const titles = Object.hasOwn(deps.entityTitles, said.entity)
    ? await deps.entityTitles[said.entity]!(reader, [said.entityId]) : new Map<number, string>();
  const title = titles.get(said.entityId);
  return title ? `: ${title}` : '';
}

/** Runs after every comment and every edit of one; a repeated run tells nobody twice. */
export async function tellOfComment(deps: Deps, commentId: number): Promise<void> {
  const { db, now } = deps;
  const said = await findComment(db, commentId);
  if (!said || said.deletedAt !== null) return;
  const ctx = systemContext(db, 'system', now);
  const author = await nameOf(db, said.authorId);
  const news: NewNotification[] = [];
  for (const { employeeId, kind } of await listenersOf(db, said)) {
    const reader = await asEmployee(ctx, employeeId);
    if (!reader || !await mayRead(reader, deps.entityAccess, said)) continue;
    const act = kind === 'comment.mentioned' ? 'упоминает вас' : 'отвечает вам';
    news.push({
      employeeId, kind, entity: said.entity, entityId: said.entityId,
      title: `${author} ${act}${await titleFor(reader, deps, said)}`,
      body: excerptOf(said.body), onceKey: `${kind}:${commentId}`,
    });
  }
  await inTransaction(db, (tx) => notify(tx, ctx, news));
}
