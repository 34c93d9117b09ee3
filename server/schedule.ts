// Every recurring thing, one line each. Cron is read in the company's zone.
import {
  dropOldMessages, endStaleRuns, isHistoryLoading, measureCommands, reconcileNightly,
  retryAllParked, sweepSiteSessions, sweepUploadedHistory, wakeSiteFiles, wakeUploadedHistory,
  watchExchange,
} from '#integrations/onec';
import { dropOldCommands } from '#modules/commands';
import { refreshPricesDue, settleAttributes } from '#modules/catalog';
import { sweepImports } from '#modules/imports';
import { scanDuplicates } from '#modules/customers';
import {
  followMoves, noteActivity, refreshIdleBefore, tellHeadsOfTransfers,
} from '#modules/deals';
import { settleFieldIndexes } from '#modules/fields';
import { followLeadSources } from '#modules/leads';
import {
  fireDeferrals, refreshAllOrderReaders, refreshOverdue, settleConfirmations,
  tellHeadsOfDeferrals,
} from '#modules/payments';
import {
  handBack, planDigests, remindOfTasks, repeatTasks, sendMails, tellDeputies,
} from '#modules/work';
import { forgetNonces } from '#platform/auth/nonces';
import { deleteExpiredSessions } from '#platform/auth/sessions';
import type { Config } from '#platform/config';
import type { Db } from '#platform/database';
import { sweepExports } from '#platform/exports/read-export';
import { sweepFiles } from '#platform/files/sweep-files';
import { forgetOnce } from '#platform/http/once';
import type { Recurring } from '#platform/jobs';
import { sweepJobs } from '#platform/mass/finish-job';
import { sweepPresence } from '#platform/presence/watch';
import { ensurePartitions } from '#platform/partitions';
import { importDeps } from './imports.ts';
import { CUSTOM_TABLES } from './custom-tables.ts';
import { exportDeps } from './mass.ts';
import { mailDeps } from './mail.ts';

export const PARTITIONED = ['platform.event', 'onec.message'];

export function schedule(db: Db, now: () => Date, config: Config): Recurring[] {
  const every = (name: string, cron: string, run: () => Promise<unknown>): Recurring => ({
    name, cron, run: async () => { await run(); },
  });
  return [
    every('deferrals-fire', '* * * * *', () => fireDeferrals(db, now)),
    every('deferrals-tell-heads', '*/10 * * * *', () => tellHeadsOfDeferrals(db, now)),
    every('deals-transfers-late', '* * * * *', () => tellHeadsOfTransfers(db, now)),
    every('tasks-remind', '* * * * *', () => remindOfTasks(db, now)),
    every('tasks-hand-back', '*/10 * * * *', () => handBack(db, now)),
    every('absences-tell', '*/10 * * * *', () => tellDeputies(db, now)),
    every('digests-plan', '* * * * *', () => planDigests(db, now)),
    every('mails-send', '* * * * *', () => sendMails(db, now, mailDeps(db, config))),
    every('tasks-repeat', '* * * * *', () => repeatTasks(db, now)),
    every('deals-activity', '* * * * *', () => noteActivity(db)),
    every('deals-idle-before', '*/10 * * * *', () => refreshIdleBefore(db, now())),
    every('overdue-refresh', '* * * * *', () => refreshOverdue(db, now)),
    every('payments-settle-confirmations', '* * * * *', () => settleConfirmations(db, now)),
    every('prices-refresh', '10 0 * * *', () => refreshPricesDue(db, now)),
    every('catalog-settle-attributes', '50 2 * * *', () => settleAttributes(db)),
    every('onec-retry-parked', '* * * * *', () => retryAllParked({ db, now })),
    every('payments-goods-readers', '30 2 * * *', () => refreshAllOrderReaders(db)),
    every('customers-scan-duplicates', '* * * * *', () =>
      scanWhenQuiet(db, now)),
    every('deals-follow-moves', '* * * * *', () => followMoves(db, now)),
    every('leads-follow-sources', '* * * * *', () => followLeadSources(db, now)),
    every('fields-keep-indexes', '*/10 * * * *', () =>
      settleFieldIndexes(db, CUSTOM_TABLES, now)),
    every('nonces-forget', '*/10 * * * *', () => forgetNonces(db, now())),
    every('requests-forget', '35 * * * *', () => forgetOnce(db, now())),
    every('onec-drop-messages', '20 3 * * *', () => dropOldMessages(db, now())),
    every('onec-measure-commands', '* * * * *', () => measureCommands(db, now())),
    every('commands-drop-old', '25 3 * * *', () => dropOldCommands(db, now())),
    every('sessions-expire', '40 3 * * *', () => deleteExpiredSessions(db, now())),
    every('onec-reconcile-nightly', '30 1 * * *', () => reconcileNightly({ db, now })),
    every('onec-watch', '* * * * *', () => watchExchange({ db, now })),
    every('onec-reconcile-end', '* * * * *', () => endStaleRuns({ db, now })),
    every('onec-wake-history', '*/5 * * * *', () => wakeUploadedHistory({ db, now })),
    every('onec-wake-site-files', '* * * * *', () =>
      wakeSiteFiles({ db, now, uploadsDir: config.uploadsDir })),
    every('onec-sweep-site-sessions', '25 * * * *', () =>
      sweepSiteSessions({ db, now, uploadsDir: config.uploadsDir })),
    every('onec-sweep-uploads', '15 4 * * *', () =>
      sweepUploadedHistory({ db, now, uploadsDir: config.uploadsDir })),
    every('exports-sweep', '*/30 * * * *', () =>
      sweepExports(exportDeps(db, now, config.exportsDir))),
    every('imports-sweep', '35 4 * * *', () => sweepImports(importDeps(db, now, config))),
    every('mass-sweep', '30 4 * * *', () => sweepJobs(db, now())),
    every('presence-sweep', '*/10 * * * *', () => sweepPresence(db, now())),
    every('files-sweep', '10 4 * * *', () => sweepFiles(db, config.filesDir, now())),
    every('partitions-ahead', '10 2 * * *', () => ensurePartitions(db, PARTITIONED, now())),
  ];
}

/**
 * A sixth of a core is much while history is loaded, and its companies would be compared with a
 * half of themselves: the scan waits for the end of the file.
 */
async function scanWhenQuiet(db: Db, now: () => Date): Promise<void> {
  if (!await isHistoryLoading(db)) await scanDuplicates(db, now);
}
