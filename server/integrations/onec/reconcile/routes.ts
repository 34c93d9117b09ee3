// Addresses of the reconciliation, for those with the right to the exchange.
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import {
  reconcileAsk, reconcileDays, reconcileFile, reconcileList, reconcileObjects, reconcileRead,
  reconcileRemove, reconcileResend,
} from '#contract/reconcile';
import { dispositionOf } from '#platform/files/file-name';
import type { Bind } from '#platform/http/bind';
import type { Inbox } from '../apply-items.ts';
import { askReconcile } from './ask-reconcile.ts';
import { readDays, readObjects } from './read-run-parts.ts';
import { listRuns, readReport } from './read-runs.ts';
import { reportFile } from './report-file.ts';
import { removeGone, resendOfRun } from './settle-by-hand.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function reconcileRoutes(bind: Bind, inbox: Inbox): void {
  bind(reconcileList, async (ctx, { params }) => ({ items: await listRuns(ctx.db, params.id) }));
  bind(reconcileAsk, (ctx, { params, body }) => askReconcile(ctx, {
    baseId: params.id, reason: 'person', ...(body.places ? { scope: body.places } : {}),
  }));
  bind(reconcileRead, (ctx, { params }) => readReport(ctx.db, params.id));
  bind(reconcileDays, async (ctx, { params, query }) => ({
    items: await readDays(ctx.db, { id: params.id, ...query }),
  }));
  bind(reconcileObjects, (ctx, { params, query }) => readObjects(ctx.db, params.id, query));
  bind(reconcileResend, (ctx, { params, body }) => resendOfRun(ctx, params.id, body.uids));
  bind(reconcileRemove, (ctx, { params, body }) => removeGone(ctx, inbox, params.id, body.uids));
  bind(reconcileFile, async (ctx, { params }, { reply }) =>
    sendWorkbook(reply, await reportFile(ctx.db, params.id)));
}

type Workbook = { fileName: string; bytes: AsyncIterable<Uint8Array> };

/** Written as it is read: a report of millions of rows needs no memory of its own. */
export function sendWorkbook(reply: FastifyReply, { fileName, bytes }: Workbook): never {
  reply.header('content-type', XLSX);
  reply.header('content-disposition', dispositionOf('attachment', fileName));
  reply.header('cache-control', 'private, no-store');
  return Readable.from(bytes) as never;
}
