// The face of the exchange with 1C.
export { guardSigned, type SignedDoor } from './signed-requests.ts';
export { KEY_BASES } from './key-bases.ts';
export { onecRoutes } from './routes.ts';
export { ack as acknowledgeCommands } from './commands/ack.ts';
export { fetchCommands } from './commands/pull.ts';
export { openCommandDoor } from './commands/command-door.ts';
export { commandRoutes } from './commands/command-routes.ts';
export { measureCommands } from './commands/measure-commands.ts';
export { exchangeRoutes } from './monitor-routes.ts';
export { odataRoutes } from './odata/odata-routes.ts';
export { startOdata } from './odata/poller.ts';
export { countQuarantine } from './monitor.ts';
export { exchangeHealth, watchHealth } from './watch/health.ts';
export { watchExchange } from './watch/incidents.ts';
export { retryAllParked } from './retry-waiting.ts';
export { lockIdentities } from './lock-identities.ts';
export { receiveItems } from './receive-items.ts';
export { introduceBase, touchContact } from './bases.ts';
export { dropOldMessages } from './retention.ts';
export {
  HISTORY_WAITS, loadUploadedHistory, sweepUploadedHistory, wakeUploadedHistory,
} from './load-history.ts';
export { countProof, PROOF_ASKED } from './history-proof/count-proof.ts';
export { compareMonths, compareObjects } from './reconcile.ts';
export { RECONCILE_ASKED } from './reconcile/runs.ts';
export { countOwnSide } from './reconcile/count-own-side.ts';
export { endStaleRuns, reconcileNightly } from './reconcile/reconcile-due.ts';
export { importHistory, type HistorySummary } from './import-history.ts';
export { bodySha256 as itemSha256 } from './wire/canonical.ts';
export { importCommerceml } from './commerceml/import.ts';
export type { CommercemlSummary } from './commerceml/load-file.ts';
export { acceptRawBodies, siteExchangeRoutes } from './site/door.ts';
export { createAccount as createSiteAccount } from './site/accounts.ts';
export { SITE_THREAD } from './site/load-apart.ts';
export { siteRoutes } from './site/routes.ts';
export { sweepSiteSessions, wakeSiteFiles } from './site/site-due.ts';
export { SITE_QUEUE, takeSiteFiles } from './site/take-files.ts';
export type { Inbox } from './apply-items.ts';
