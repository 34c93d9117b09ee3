import { Readable } from 'node:stream';
import {
  massCancel, massList, massRead, massRefusals, massRetry, massRows, massStart, massUndo,
} from '#contract/mass';
import type { Context } from '#platform/context';
import { csvHead, csvLine } from '#platform/csv';
import { dispositionOf } from '#platform/files/file-name';
import type { Bind } from '#platform/http/bind';
import type { MassDeps } from './actions.ts';
import { cancelJob, undoJob } from './finish-job.ts';
import { finishSmall } from './finish-small.ts';
import { listJobs, listRows, readJob, requireJob } from './read-job.ts';
import { retryJob } from './retry-job.ts';
import { startJob } from './start-job.ts';

const CSV_ROWS = 500;

export function massRoutes(bind: Bind, deps: MassDeps): void {
  bind(massStart, async (ctx, { body }) =>
    finishSmall(ctx, deps, await startJob(ctx, deps, body)));
  bind(massList, (ctx) => listJobs(ctx, deps));
  bind(massRead, (ctx, { params }) => readJob(ctx, deps, params.id));
  bind(massRows, (ctx, { params, query }) => listRows(ctx, { ...params, ...query }));
  bind(massCancel, (ctx, { params }) => cancelJob(ctx, deps, params.id));
  bind(massUndo, async (ctx, { params }) =>
    finishSmall(ctx, deps, await undoJob(ctx, deps, params.id)));
  bind(massRetry, async (ctx, { params, body }) =>
    finishSmall(ctx, deps, await retryJob(ctx, deps, { ...params, ...body })));
  bind(massRefusals, async (ctx, { params }, { reply }) => {
    await requireJob(ctx, params.id);
    reply.header('content-type', 'text/csv; charset=utf-8');
    reply.header('content-disposition', dispositionOf('attachment', `Отказы ${params.id}.csv`));
    return Readable.from(refusalLines(ctx, params.id)) as never;
  });
}

async function* refusalLines(ctx: Context, id: number): AsyncGenerator<string> {
  yield csvHead(['Запись', 'Номер', 'Почему отказано']);
  for (const status of ['refused', 'failed'] as const) {
    for (let after: number | null = 0; after !== null;) {
      const page = await listRows(ctx, { id, status, after, limit: CSV_ROWS });
      for (const row of page.items) {
        yield csvLine([row.title, String(row.recordId), row.reason ?? '']);
      }
      after = page.after;
    }
  }
}
