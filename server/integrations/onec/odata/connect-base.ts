// An administrator connects a base over OData, changes how it is asked, or asks it now.
import type { OdataConnect, OdataEdit, OdataLink } from '#contract/odata';
import { businessDate } from '#platform/clock';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents, type Changes } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import type { Secrets } from '#platform/secrets';
import { acceptBase } from '../confirm-base.ts';
import { findBase, introduceBase, type Base } from '../bases.ts';
import { rootOf, sameHost } from './address.ts';
import { readOdata } from './list-links.ts';
import { FIRST_EPOCH, isOdataEpoch } from './restored.ts';

export async function connectOdata(
  ctx: Context, secrets: Secrets, input: OdataConnect,
): Promise<OdataLink> {
  const { ib, password, ...settings } = checked(input);
  const now = ctx.now();
  const base = await baseToConnect(ctx, ib);
  const { isNew } = base;
  if (!base.accepted) await acceptBase(ctx, base.id);
  await inTransaction(ctx.db, async (tx) => {
    await tx.query(
      `insert into onec.odata_link (base_id, url, login, password_sealed, plan, node_uid, since_on,
         poll_seconds, window_days, connected_on, epoch, next_poll_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [base.id, settings.url, settings.login, password ? secrets.seal(password) : null,
        settings.plan, settings.nodeUid, settings.sinceOn, settings.pollSeconds,
        // Versions that were known before an earlier connection ended are forgotten.
        settings.windowDays, businessDate(now, base.timeZone), isNew ? base.epoch : '', now,
        ctx.actor.employeeId]);
    await tx.query('update onec.base set watched = true where id = $1', [base.id]);
    await writeEvents(tx, ctx, [{
      kind: 'exchange.odataConnected', entity: 'exchange', entityId: base.id,
      data: { base: ib, changes: changesOf({}, settings) },
    }]);
  });
  return readOdata(ctx, base.id);
}

/** A base of this name is connected anew only after its connection was deleted. */
async function baseToConnect(ctx: Context, ib: string): Promise<Base & { isNew: boolean }> {
  const known = await findBase(ctx.db, ib);
  if (!known) {
    const made = await introduceBase(ctx.db, { ib, epoch: FIRST_EPOCH }, ctx.now());
    return { ...made, isNew: true };
  }
  const connected = await one(ctx.db, 'select from onec.odata_link where base_id = $1', [known.id]);
  if (connected || !isOdataEpoch(known.epoch)) {
    throw refuseField('ib', 'База с таким именем уже есть: назовите эту иначе');
  }
  return { ...known, isNew: false };
}

type Settings = Omit<OdataEdit, 'password'>;

/** A plan without a node, or a node of no plan, would poll nothing. */
function checked<T extends Pick<OdataEdit, 'url' | 'plan' | 'nodeUid' | 'sinceOn'>>(input: T): T {
  if (input.plan && !input.nodeUid) throw refuseField('nodeUid', 'Выберите узел плана обмена');
  if (input.sinceOn < '1990-01-01') throw refuseField('sinceOn', 'Дата раньше 1990 года');
  return {
    ...input, url: rootOf(input.url),
    nodeUid: input.plan ? input.nodeUid?.toLowerCase() ?? null : null,
  };
}

const COLUMNS: Record<keyof Settings, string> = {
  url: 'url', login: 'login', plan: 'plan', nodeUid: 'node_uid', sinceOn: 'since_on',
  pollSeconds: 'poll_seconds', windowDays: 'window_days', enabled: 'enabled',
};

function changesOf(before: Partial<Settings>, after: Partial<Settings>): Changes {
  return Object.fromEntries((Object.keys(COLUMNS) as (keyof Settings)[])
    .filter((name) => name in after && before[name] !== after[name])
    .map((name) => [`odata.${name}`, { old: before[name] ?? null, new: after[name] }]));
}

export async function editOdata(
  ctx: Context, secrets: Secrets, baseId: number, input: OdataEdit,
): Promise<OdataLink> {
  const { password, ...settings } = checked(input);
  await inTransaction(ctx.db, async (tx) => {
    const before = await lockLink(tx, baseId);
    // The password belongs to the host it was typed for.
    if (password === undefined && before.hasPassword && !sameHost(before.url, settings.url)) {
      throw refuseField('password', 'Адрес другой: введите пароль заново');
    }
    await saveSettings(tx, ctx, baseId, settings);
    if (password !== undefined) {
      await tx.query('update onec.odata_link set password_sealed = $2 where base_id = $1',
        [baseId, password ? secrets.seal(password) : null]);
    }
    if (settings.plan !== before.plan || settings.nodeUid !== before.nodeUid) {
      await tx.query(
        `update onec.odata_link set seen_received_no = 0, notified_no = 0 where base_id = $1`,
        [baseId]);
    }
    if (settings.sinceOn !== before.sinceOn || settings.url !== before.url) {
      // What the walk has seen is another base's, or too little.
      await tx.query(
        `update onec.odata_link set sweep_started_at = null, sweep_finished_at = null,
           probed_at = null where base_id = $1`, [baseId]);
    }
    const changes = changesOf(before, settings);
    if (password !== undefined) changes['odata.password'] = { old: null, new: 'изменён' };
    if (Object.keys(changes).length === 0) return;
    await writeEvents(tx, ctx, [{
      kind: 'exchange.odataEdited', entity: 'exchange', entityId: baseId,
      data: { base: before.ib, changes },
    }]);
  });
  return readOdata(ctx, baseId);
}

type LockedLink = Settings & { ib: string; hasPassword: boolean };

async function lockLink(tx: Tx, baseId: number): Promise<LockedLink> {
  const link = await one<LockedLink>(tx,
    `select b.ib, l.url, l.login, l.password_sealed is not null as "hasPassword", l.plan,
       l.node_uid as "nodeUid", l.since_on as "sinceOn", l.poll_seconds as "pollSeconds",
       l.window_days as "windowDays", l.enabled
     from onec.odata_link l join onec.base b on b.id = l.base_id
     where l.base_id = $1 for update of l`, [baseId]);
  if (!link) throw refuse('record.missing');
  return link;
}

async function saveSettings(
  tx: Tx, ctx: Context, baseId: number, settings: Settings,
): Promise<void> {
  const names = Object.keys(COLUMNS) as (keyof Settings)[];
  await tx.query(
    `update onec.odata_link set ${names.map((name, at) => `${COLUMNS[name]} = $${at + 3}`)
      .join(', ')}, state = 'new', failures = 0, error = null, error_kind = null,
       error_at = null, refused = '{}', next_poll_at = $2 where base_id = $1`,
    [baseId, ctx.now(), ...names.map((name) => settings[name])]);
}

/** Asks a base at once; also what 1C has refused is asked again then. */
export async function pollNow(ctx: Context, baseId: number): Promise<OdataLink> {
  await inTransaction(ctx.db, async (tx) => {
    const { ib, enabled } = await lockLink(tx, baseId);
    if (!enabled) throw refuse('request.invalid', 'Опрос этой базы приостановлен.');
    await tx.query(
      `update onec.odata_link set next_poll_at = $2, refused = '{}',
         state = case when state = 'stopped' then 'new' else state end where base_id = $1`,
      [baseId, ctx.now()]);
    await writeEvents(tx, ctx, [{
      kind: 'exchange.odataPolled', entity: 'exchange', entityId: baseId, data: { base: ib },
    }]);
  });
  return readOdata(ctx, baseId);
}
