// Writes the file of one export: all rows out of one snapshot, so that its sums are those of its
// rows. A worker that is killed leaves half a file, which the next one writes anew.
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ExportStart } from '#contract/exports';
import type { Actor } from '#platform/actor';
import { isDiskFull, NO_ROOM_YET } from '#platform/full-disk';
import { companyTimeZone } from '#platform/company-time';
import type { Context } from '#platform/context';
import { inTransaction, joinTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { type ListSubject, requireSubject } from '#platform/listing/subject';
import { Refusal } from '#platform/refuse';
import { can } from '#platform/actor';
import {
  type Cells, type ExportDeps, exportGroups, type ExportView, exportView, openRows, totalApart,
} from './export-view.ts';
import { exportPath } from './read-export.ts';
import { type SheetLine, writeSheet } from './write-file.ts';

type Waiting = { id: number; noun: string; format: string; query: ExportStart; ownerId: number };

/** The open window is told once for so many rows. */
const TELL_ROWS = 5_000;

class Cancelled extends Error {}

export async function runExport(
  deps: ExportDeps, exportId: number, signal: AbortSignal,
): Promise<void> {
  const job = await one<Waiting>(deps.db,
    `update platform.export set state = 'running', rows = 0
     where id = $1 and state in ('waiting', 'running')
     returning id, noun, format, query, owner_id as "ownerId"`, [exportId]);
  if (!job) return;
  const actor = await deps.actorOf(job.ownerId);
  try {
    const subject = requireSubject(deps.subjects, job.noun);
    if (!actor || !can(actor, subject.entity, 'export')) {
      await settle(deps, job, { state: 'failed', reason: 'Права на выгрузку больше нет.' });
      return;
    }
    const rows = await writeFile(deps, job, { actor, signal });
    await settle(deps, job, { state: 'ready', rows });
  } catch (error) {
    await rm(partPath(deps, exportId), { force: true });
    if (error instanceof Cancelled) return;
    if (isDiskFull(error)) await noteNoRoom(deps, exportId);
    if (!(error instanceof Refusal)) throw error;
    await settle(deps, job, { state: 'failed', reason: error.detail });
  }
}

/** Whoever waits for the file learns why; the queue comes again until there is room. */
async function noteNoRoom({ db }: ExportDeps, id: number): Promise<void> {
  await db.query(`update platform.export set reason = $2 where id = $1 and state = 'running'`,
    [id, NO_ROOM_YET]).catch(() => undefined);
}

const partPath = (deps: ExportDeps, id: number) => `${exportPath(deps, id)}.part`;

async function writeFile(
  deps: ExportDeps, job: Waiting, { actor, signal }: { actor: Actor; signal: AbortSignal },
): Promise<number> {
  await mkdir(deps.exportsDir, { recursive: true });
  const subject = requireSubject(deps.subjects, job.noun);
  let count = 0;
  await inTransaction(deps.db, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const ctx: Context = {
      db: joinTransaction(tx), actor, source: 'ui', requestId: null, now: deps.now,
    };
    const view = exportView(ctx, subject, job.query);
    const { fields } = openRows(ctx, tx, view);
    count = 0;
    async function* counted(): AsyncGenerator<SheetLine> {
      for await (const line of toldLines(ctx, tx, { subject, view, query: job.query })) {
        if ('cells' in line) count += 1;
        if (count > 0 && count % TELL_ROWS === 0 && 'cells' in line) {
          await tellProgress(deps, job, count, signal);
        }
        yield line;
      }
    }
    const chunks = writeSheet(job.format, {
      name: subject.title, timeZone: companyTimeZone(), lines: counted,
      apart: view.source.apart?.words, totals: await totalApart(ctx, tx, view),
      columns: job.query.columns.map(({ field, header }) =>
        ({ header, field: fields.find(({ name }) => name === field)! })),
    });
    await pipeline(Readable.from(chunks), createWriteStream(partPath(deps, job.id)));
  });
  await rename(partPath(deps, job.id), exportPath(deps, job.id));
  return count;
}

/** Rows of the view, under the head of their group when the screen is grouped. */
async function* linesOf(
  ctx: Context, tx: Tx, view: ExportView, by: string | undefined,
): AsyncGenerator<SheetLine> {
  const parts = by ? await exportGroups(ctx, tx, view, by) : [{ group: null, view }];
  for (const part of parts) {
    if (part.group) yield { group: part.group };
    for await (const cells of openRows(ctx, tx, part.view).rows()) yield { cells };
  }
}

type Told = { subject: ListSubject; view: ExportView; query: ExportStart };
const TOLD_ROWS = 500;

/** The lines as they are, or as the subject puts them into words, some at a time. */
async function* toldLines(
  ctx: Context, tx: Tx, { subject, view, query }: Told,
): AsyncGenerator<SheetLine> {
  if (!subject.told) {
    yield* linesOf(ctx, tx, view, query.group);
    return;
  }
  const { tell } = subject.told;
  const batch: Cells[] = [];
  const told = async () => (await tell(ctx, batch.splice(0), query.words ?? {}))
    .map((cells) => ({ cells }));
  for await (const cells of openRows(ctx, tx, view).rows()) {
    if (batch.push(cells) >= TOLD_ROWS) yield* await told();
  }
  yield* await told();
}

async function tellProgress(
  deps: ExportDeps, job: Waiting, rows: number, signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) throw new Error(`Export ${job.id} was stopped`);
  const known = await inTransaction(deps.db, async (tx) => {
    const row = await one(tx, `update platform.export set rows = $2
      where id = $1 and state = 'running' returning id`, [job.id, rows]);
    await tell(tx, deps, job, { kind: 'export.progressed', data: {} });
    return row;
  });
  if (!known) throw new Cancelled();
}

async function settle(
  deps: ExportDeps, job: Waiting,
  end: { state: 'ready' | 'failed'; rows?: number; reason?: string },
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await tx.query(`update platform.export set state = $2, reason = $3,
        rows = coalesce($4, rows), total = coalesce($4, total)
      where id = $1 and state = 'running'`,
    [job.id, end.state, end.reason ?? null, end.rows ?? null]);
    await tell(tx, deps, job, { kind: `export.${end.state}`, data: { rows: end.rows ?? null } });
  });
}

async function tell(
  tx: Tx, deps: ExportDeps, job: Waiting, event: { kind: string; data: object },
): Promise<void> {
  const actor = await deps.actorOf(job.ownerId);
  if (!actor) return;
  const ctx: Context = {
    db: joinTransaction(tx), actor, source: 'ui', requestId: null, now: deps.now,
  };
  await writeEvents(tx, ctx, [{
    kind: event.kind, entity: 'export', entityId: job.id,
    data: { ...event.data, recipients: [job.ownerId] },
  }]);
}
