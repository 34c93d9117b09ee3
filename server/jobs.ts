// Jobs that events start, one line each: what happened → what is done about it, durably.
import {
  countOwnSide, countProof, HISTORY_WAITS, loadUploadedHistory, PROOF_ASKED, RECONCILE_ASKED,
  SITE_QUEUE, takeSiteFiles,
} from '#integrations/onec';
import { OWN_NAME_MAPPED } from '#modules/customers';
import { acceptByTask, followMoves, refreshGroupReaders } from '#modules/deals';
import { settleFieldIndexes } from '#modules/fields';
import { IMPORT_QUEUE, workImport } from '#modules/imports';
import { followLeadSources, settleAcceptances } from '#modules/leads';
import { followOwnName, refreshOrderReaders } from '#modules/payments';
import { tellOfComment } from '#modules/work';
import type { Config } from '#platform/config';
import { systemContext } from '#platform/context';
import type { Db } from '#platform/database';
import { onEvent } from '#platform/events';
import { runExport } from '#platform/exports/run-export';
import { EXPORT_QUEUE } from '#platform/exports/start-export';
import type { Job } from '#platform/jobs';
import { runJob } from '#platform/mass/run-job';
import { MASS_QUEUE } from '#platform/mass/start-job';
import { entityAccess, work } from './access.ts';
import { CUSTOM_TABLES } from './custom-tables.ts';
import { importDeps } from './imports.ts';
import { exportDeps, massDeps } from './mass.ts';

const REFRESH_READERS = 'deals-refresh-group-readers';
const FOLLOW_MOVES = 'deals-follow-moves-now';
const ACCEPT_BY_TASK = 'deals-accept-by-task';
const SETTLE_ACCEPTANCES = 'leads-settle-acceptances';
const TELL_OF_COMMENT = 'work-tell-of-comment';
const LOAD_HISTORY = 'onec-load-history';
const COUNT_MONTHS = 'onec-count-months';
const PROVE_HISTORY = 'onec-prove-history';
// Two gigabytes take hours; a load that is cut goes on where it stopped.
const LOAD_HISTORY_SECONDS = 24 * 60 * 60;

// Fifty thousand rows take minutes; a job that is cut goes on where it stopped.
const MASS_SECONDS = 6 * 60 * 60;

const FOLLOW_OWN_NAME = 'payments-follow-own-name';

const SETTLE_INDEXES = 'fields-settle-indexes';
// An index over millions of rows takes minutes while people write.
const SETTLE_INDEXES_SECONDS = 60 * 60;

let subscribed = false;

/** Ties events to jobs; several applications of one process (tests) tie them once. */
export function subscribeJobs(): void {
  if (subscribed) return;
  subscribed = true;
  onEvent('productGroup.ownersSet', REFRESH_READERS);
  onEvent('productGroup.goodsChanged', REFRESH_READERS);
  onEvent('pipeline.stageArchived', FOLLOW_MOVES);
  onEvent('pipeline.archived', FOLLOW_MOVES);
  onEvent('source.merged', FOLLOW_MOVES);
  onEvent('task.completed', ACCEPT_BY_TASK);
  onEvent('task.completed', SETTLE_ACCEPTANCES);
  onEvent(OWN_NAME_MAPPED, FOLLOW_OWN_NAME);
  onEvent(HISTORY_WAITS, LOAD_HISTORY);
  onEvent(RECONCILE_ASKED, COUNT_MONTHS);
  onEvent(PROOF_ASKED, PROVE_HISTORY);
  onEvent('comment.added', TELL_OF_COMMENT);
  onEvent('comment.edited', TELL_OF_COMMENT);
  onEvent('customField.created', SETTLE_INDEXES);
  onEvent('customField.edited', SETTLE_INDEXES);
}

type Report = (error: unknown) => void;

export function jobsOf(
  db: Db, now: () => Date, { uploadsDir, exportsDir }: Config, report?: Report,
): Job[] {
  return [
    {
      name: REFRESH_READERS,
      run: async ({ entityId, data }) => {
        const { productIds } = (data ?? {}) as { productIds?: number[] };
        await refreshGroupReaders(db, Number(entityId), productIds);
        await refreshOrderReaders(db, Number(entityId), productIds);
      },
    },
    {
      name: FOLLOW_MOVES,
      run: async () => {
        await followMoves(db, now);
        await followLeadSources(db, now);
      },
    },
    {
      name: EXPORT_QUEUE,
      expireSeconds: MASS_SECONDS,
      isPatient: true,
      run: ({ exportId }, signal) =>
        runExport(exportDeps(db, now, exportsDir), Number(exportId), signal),
    },
    {
      name: MASS_QUEUE,
      expireSeconds: MASS_SECONDS,
      isPatient: true,
      run: ({ jobId }, signal) => runJob(massDeps(db, now, report), Number(jobId), signal),
    },
    {
      name: IMPORT_QUEUE,
      expireSeconds: MASS_SECONDS,
      isPatient: true,
      run: ({ importId }, signal) =>
        workImport(
        { ...importDeps(db, now, { uploadsDir }), report }, Number(importId), signal),
    },
    {
      name: ACCEPT_BY_TASK,
      run: ({ data }) => acceptByTask(
        systemContext(db, 'system', now), Number((data as { taskId?: unknown }).taskId)),
    },
    {
      name: SETTLE_ACCEPTANCES,
      run: async ({ entity, entityId }) => {
        if (entity === 'lead') await settleAcceptances(db, now, Number(entityId));
      },
    },
    {
      name: TELL_OF_COMMENT,
      run: ({ data }) => tellOfComment({ db, now, ...work, entityAccess },
        Number((data as { commentId?: unknown }).commentId)),
    },
    {
      name: FOLLOW_OWN_NAME,
      expireSeconds: MASS_SECONDS,
      run: ({ data }) => followOwnName(db, now, String((data as { name?: unknown }).name)),
    },
    {
      name: SETTLE_INDEXES,
      expireSeconds: SETTLE_INDEXES_SECONDS,
      run: () => settleFieldIndexes(db, CUSTOM_TABLES, now),
    },
    ...onecJobs({ db, now, uploadsDir }),
  ];
}

function onecJobs(inbox: Parameters<typeof takeSiteFiles>[0]): Job[] {
  return [
    {
      name: SITE_QUEUE,
      expireSeconds: MASS_SECONDS,
      run: ({ accountId }, signal) => takeSiteFiles(inbox, Number(accountId), signal),
    },
    {
      name: COUNT_MONTHS,
      expireSeconds: MASS_SECONDS,
      run: ({ entityId }, signal) => countOwnSide(inbox, Number(entityId), signal),
    },
    {
      name: PROVE_HISTORY,
      expireSeconds: MASS_SECONDS,
      run: async ({ entityId }) => { await countProof(inbox, Number(entityId)); },
    },
    {
      name: LOAD_HISTORY,
      expireSeconds: LOAD_HISTORY_SECONDS,
      run: ({ entityId }, signal) => loadUploadedHistory(inbox, Number(entityId), signal),
    },
  ];
}
