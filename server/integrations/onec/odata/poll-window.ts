// One window of one set: what is listed there with another version is read, what was there and is
// listed no more is asked for by its guid and, if 1C has it no more, deleted here.
import { one } from '#platform/database';
import { raiseAlarm } from '../alarms.ts';
import type { ObjectSource } from './profiles/profile.ts';
import { readByKeys, type Window } from './read-objects.ts';
import { receiveFound } from './receive-found.ts';
import { guidOf } from './values.ts';
import { absentOf, listVersions, staleOf } from './versions.ts';
import type { Found, Work } from './work.ts';

const BATCH_OBJECTS = 200;
const BATCH_CHARS = 4 * 1024 * 1024;

/** Returns how many objects were read. */
export async function pollWindow(
  work: Work, source: ObjectSource, window: Window,
): Promise<number> {
  const listed = await listVersions(work, source, window);
  const stale = await staleOf(work, source, listed);
  const { absent, total } = await absentOf(work, source, window, listed);
  const read = await readInto(work, source, [...stale, ...absent]);
  const gone = absent.filter((uid) => !read.has(uid));
  if (gone.length > 0 && await mayDelete(work, source, gone.length, total)) {
    await receiveFound(work, gone.map((uid) => ({ source, gone: uid })));
  }
  return read.size + gone.length;
}

/** Reads objects and gives them to the inbox in batches; returns the guids that 1C has. */
export async function readInto(
  work: Work, source: ObjectSource, uids: string[],
): Promise<Set<string>> {
  const read = new Set<string>();
  let batch: Found[] = [];
  let chars = 0;
  const flush = async () => {
    await receiveFound(work, batch);
    batch = [];
    chars = 0;
  };
  for await (const entity of readByKeys(work.reader, source.set, uids)) {
    const uid = guidOf(entity['Ref_Key']);
    if (uid) read.add(uid);
    batch.push({ source, entity });
    chars += JSON.stringify(entity).length;
    if (batch.length >= BATCH_OBJECTS || chars >= BATCH_CHARS) await flush();
  }
  await flush();
  return read;
}

/** A right that was taken away looks like a deletion of everything. */
const GONE_FREELY = 20;
const GONE_SHARE_MAX = 0.2;
export const VANISHED_ALARM = 'odata.vanished';

async function mayDelete(
  { inbox, base }: Work, source: ObjectSource, gone: number, total: number,
): Promise<boolean> {
  if (gone <= GONE_FREELY || gone <= total * GONE_SHARE_MAX) return true;
  const cleared = await one<{ id: number }>(inbox.db,
    `select id from onec.alarm
     where base_id = $1 and kind = $2 and cleared_at > $3::timestamptz - interval '1 hour'
       and not exists (select 1 from onec.alarm
         where base_id = $1 and kind = $2 and cleared_at is null)`,
    [base.id, VANISHED_ALARM, inbox.now()]);
  if (cleared) return true;
  await raiseAlarm(inbox.db, base.id, {
    kind: VANISHED_ALARM,
    detail: `В 1С не видно ${gone} из ${total} объектов (${source.title}). Если их и правда `
      + 'удалили, снимите тревогу: в течение часа они удалятся и здесь; иначе верните права '
      + 'пользователю',
  });
  return false;
}
