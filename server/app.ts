// Composition: the only file that knows every module and every integration.
import type { FastifyInstance } from 'fastify';
import {
  acceptRawBodies, commandRoutes, exchangeRoutes, guardSigned, KEY_BASES, lockIdentities,
  odataRoutes, onecRoutes, openCommandDoor, siteExchangeRoutes, siteRoutes, startOdata, watchHealth,
} from '#integrations/onec';
import { catalogGuards, catalogRoutes, catalogSearch, loadAttributes } from '#modules/catalog';
import {
  customersGuards, customersRoutes, customersSearch,
} from '#modules/customers';
import {
  checkStageByStatus, dealSearchProvider, dealsGuards, dealsRoutes, ensurePresets,
  refreshIdleBefore, retimeAcceptances,
} from '#modules/deals';
import { fieldsGuards, fieldsRoutes, isHiddenLabel, loadCustomFields } from '#modules/fields';
import { importRoutes } from '#modules/imports';
import {
  ensureLeadPresets, leadSearchProvider, leadsGuards, leadsRoutes,
} from '#modules/leads';
import { paymentsGuards, paymentsRoutes } from '#modules/payments';
import {
  createAuthenticator, employeeNames, ensureDefaultRoles, keyRoutes, sessionRoutes,
  staffGuards, staffRoutes, type Authenticator,
} from '#modules/staff';
import { timelineRoutes } from '#modules/timeline';
import { workGuards, workRoutes } from '#modules/work';
import { companyTimeZone, loadCompanyTime } from '#platform/company-time';
import { isLoopback, type Config } from '#platform/config';
import { inTransaction, type Db } from '#platform/database';
import { fileRoutes } from '#platform/files/routes';
import { createBinder, type Bind, type BoundRoute } from '#platform/http/bind';
import { createHttp } from '#platform/http/server';
import { bindStream } from '#platform/http/stream-route';
import { screensBuild, serveWeb } from '#platform/http/static-web';
import { startJobs, type Jobs } from '#platform/jobs';
import type { Log } from '#platform/log';
import { exportRoutes } from '#platform/exports/routes';
import { listRoutes } from '#platform/listing/routes';
import { massRoutes } from '#platform/mass/routes';
import { ensurePartitions } from '#platform/partitions';
import { presenceRoutes } from '#platform/presence/beat';
import { watchPresence } from '#platform/presence/watch';
import { startPoller } from '#platform/realtime';
import { savedViewRoutes } from '#platform/saved-views/routes';
import { bindSearch } from '#platform/search/registry';
import { openSecrets, type Secrets } from '#platform/secrets';
import { settingsRoutes } from '#platform/settings-routes';
import { createStreamHub } from '#platform/stream-hub';
import { entityAccess, entityAliases, work } from './access.ts';
import { eventScopes, recordTitles, restorers } from './audit.ts';
import { CUSTOM_TABLES } from './custom-tables.ts';
import { bindHealth } from './health.ts';
import { importDeps } from './imports.ts';
import { jobsOf, subscribeJobs } from './jobs.ts';
import { exportDeps, massDeps, SUBJECTS, viewDeps } from './mass.ts';
import { MERGE_FOLLOWERS } from './merge-followers.ts';
import { bindRelated, neighbours } from './related.ts';
import { PARTITIONED, schedule } from './schedule.ts';
import { bindShell } from './shell.ts';

export type AppOptions = {
  config: Config;
  db: Db;
  log: Log;
  /** Folder of the built screens. */
  webDir: string;
  now?: () => Date;
};

export type App = {
  http: FastifyInstance;
  bound: BoundRoute[];
  /** Order matters: no new requests, then no new events, then no new jobs. */
  stop: () => Promise<void>;
};

export const VERSION = '0.1.0';

/** What every installation must have before anybody comes in; repeats harmlessly. */
export async function prepareDatabase(db: Db, now: Date): Promise<void> {
  await ensurePartitions(db, PARTITIONED, now);
  await inTransaction(db, async (tx) => {
    await ensureDefaultRoles(tx);
    await ensurePresets(tx);
    await ensureLeadPresets(tx);
  });
  await Promise.all([
    loadCompanyTime(db), loadCustomFields(db), loadAttributes(db, now),
  ]);
  await refreshIdleBefore(db, now);
}

/** What stands in rows and was counted by the calendar, the hours or the zone of before. */
async function followCompanyTime(db: Db, now: () => Date): Promise<void> {
  await loadCompanyTime(db);
  await refreshIdleBefore(db, now());
  await retimeAcceptances(db, now);
}

async function startRealtime(options: Required<AppOptions>, http: FastifyInstance) {
  const { db, log, now } = options;
  const poller = await startPoller(db, (error) => log.warn({ error }, 'event poller'));
  const authenticator = createAuthenticator({ db, now });
  const hub = createStreamHub(db, poller, {
    ...staffGuards, ...fieldsGuards, ...customersGuards, ...catalogGuards, ...workGuards,
    ...dealsGuards, ...leadsGuards, ...paymentsGuards,
    exchange: { right: { entity: 'exchange', action: 'read' } },
    setting: { right: { entity: 'setting', action: 'read' } },
  }, (events) => {
    const mayDiffer = authenticator.forget(events);
    // Another process may have changed the company's zone, hours or calendar.
    if (events.some((event) => event.entity === 'setting')) {
      followCompanyTime(db, now).catch((error: unknown) => log.warn({ error }, 'company time'));
    }
    if (events.some((event) => event.entity === 'customField')) {
      loadCustomFields(db).catch((error: unknown) => log.warn({ error }, 'custom fields'));
    }
    return mayDiffer;
  });
  authenticator.whenCleared(() => void hub.refresh());
  const presence = watchPresence(db, hub,
    { now, onError: (error) => log.warn({ error }, 'presence') });
  const health = watchHealth(db, hub,
    { now, onError: (error) => log.warn({ error }, 'health of 1C') });
  const binder = createBinder({ app: http, db, authenticate: authenticator.authenticate, now });
  return { poller, presence, health, authenticator, hub, binder };
}

type Doors = {
  db: Db; now: () => Date; exportsDir: string; uploadsDir: string;
  authenticator: Authenticator; secrets: Secrets; demoAllowed: boolean; filesDir: string;
};

function bindModules(bind: Bind, doors: Doors): void {
  const { db, now, authenticator, secrets, demoAllowed, filesDir } = doors;
  sessionRoutes(bind, { authenticator, demoAllowed });
  staffRoutes(bind, { authenticator });
  keyRoutes(bind, { authenticator, secrets, bases: KEY_BASES });
  fieldsRoutes(bind, CUSTOM_TABLES);
  customersRoutes(bind, { followers: MERGE_FOLLOWERS });
  catalogRoutes(bind);
  workRoutes(bind, { ...work, secrets });
  timelineRoutes(bind, {
    entityAccess, entityAliases, neighbours, restorers,
    audit: { scopes: eventScopes, titles: recordTitles },
  });
  fileRoutes(bind, { filesDir, entityAccess, employeeNames });
  dealsRoutes(bind);
  leadsRoutes(bind);
  paymentsRoutes(bind, { lockIdentities });
  presenceRoutes(bind, { entityAccess, employeeNames, isHiddenLabel });
  savedViewRoutes(bind, viewDeps);
  settingsRoutes(bind, { 'deals.stageByStatus': checkStageByStatus });
  massRoutes(bind, massDeps(db, now));
  listRoutes(bind, SUBJECTS);
  exportRoutes(bind, exportDeps(db, now, doors.exportsDir));
  importRoutes(bind, importDeps(db, now, doors));
  bindSearch(bind, [dealSearchProvider, leadSearchProvider, ...customersSearch, ...catalogSearch]);
  bindShell(bind);
  bindRelated(bind);
}

/** Builds the whole server on an open, migrated database; the caller listens. */
export async function createApp(given: AppOptions): Promise<App> {
  const options: Required<AppOptions> = { now: () => new Date(), ...given };
  const { config, db, log, now } = options;
  await prepareDatabase(db, now());
  const jobs = await startWork(options);
  const http = await createHttp({
    log: log as never, trustProxy: config.trustProxy, version: VERSION,
  });
  const { poller, presence, health, authenticator, hub, binder } =
    await startRealtime(options, http);
  const inbox = { db, now };
  const secrets = openSecrets(config.dataDir);
  bindModules(binder.bind, {
    db, now, authenticator, secrets, exportsDir: config.exportsDir,
    uploadsDir: config.uploadsDir, filesDir: config.filesDir,
    demoAllowed: config.demoPublic || isLoopback(config.host),
  });
  commandRoutes(binder.bind);
  const files = { ...inbox, uploadsDir: config.uploadsDir };
  exchangeRoutes(binder.bind, files);
  siteRoutes(binder.bind, files);
  odataRoutes(binder.bind, { secrets });
  bindStream(binder.bind, {
    hub,
    refreshActor: async ({ request }) =>
      (await authenticator.authenticate(request))?.actor ?? null,
    screens: () => screensBuild(options.webDir),
  });
  const door = openCommandDoor(poller);
  // Before the server waits for its requests: who waits for a command would hold it up.
  http.addHook('preClose', async () => door.stop());
  const signedRoutes: BoundRoute[] = [];
  await http.register(async (scope) => {
    guardSigned(scope, { db, secrets, now });
    const signed = createBinder({
      app: scope, db, authenticate: authenticator.authenticate, now,
    });
    onecRoutes(signed.bind, inbox, door);
    signedRoutes.push(...signed.bound);
  });
  await http.register(async (scope) => {
    acceptRawBodies(scope);
    const raw = createBinder({ app: scope, db, authenticate: authenticator.authenticate, now });
    siteExchangeRoutes(raw.bind, files);
    signedRoutes.push(...raw.bound);
  });
  bindHealth(http, { db, version: VERSION });
  await serveWeb(http, options.webDir);
  await http.ready();
  const odata = config.roles.has('connectors') ? startOdata({
    db, now, secrets, onError: (error) => log.warn({ error }, 'poll over OData'),
  }) : null;
  return {
    http,
    bound: [...binder.bound, ...signedRoutes],
    stop: async () => {
      await http.close();
      await odata?.stop();
      await presence.stop();
      await health.stop();
      hub.stop();
      await poller.stop();
      await jobs.stop();
    },
  };
}

function startWork({ config, db, log, now }: Required<AppOptions>): Promise<Jobs> {
  subscribeJobs();
  return startJobs(db, {
    jobs: jobsOf(db, now, config, (error) => log.error({ error }, 'row of mass work')),
    recurring: schedule(db, now, config),
    timeZone: companyTimeZone(),
    work: config.roles.has('worker'),
    onError: (error, queue) => log.error({ error, queue }, 'job failed'),
  });
}
