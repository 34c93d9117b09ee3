// Connections over OData as the monitor shows them; never with a password.
import type { OdataLink } from '#contract/odata';
import { businessDate } from '#platform/clock';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { refuse } from '#platform/refuse';
import { profileOf, type Probe } from './choose-profile.ts';
import { POLL_ORDER } from './profiles/profile.ts';
import { slicesOf, sweepState } from './sweep.ts';

type Row = Omit<OdataLink, 'packet' | 'configuration' | 'missing' | 'checked' | 'walk'> & {
  timeZone: string;
  probe: Probe | null;
  packetNo: number | null; packetAt: string | null; packetObjects: number | null;
  sweepMonth: string | null; sweepSource: number | null; sweepStartedAt: string | null;
};

const LINKS = `
  select l.base_id as id, b.ib, b.time_zone as "timeZone", l.url, l.login,
    l.password_sealed is not null as "hasPassword", l.plan, l.node_uid as "nodeUid",
    l.since_on as "sinceOn", l.poll_seconds as "pollSeconds", l.window_days as "windowDays",
    l.enabled, l.state, l.error, l.error_at as "errorAt", l.failures,
    l.next_poll_at as "nextPollAt", l.polled_at as "polledAt", l.busy, l.probe,
    l.packet_no as "packetNo", l.packet_at as "packetAt", l.packet_objects as "packetObjects",
    l.sweep_month as "sweepMonth", l.sweep_source as "sweepSource",
    l.sweep_started_at as "sweepStartedAt", l.sweep_finished_at as "walkedAt"
  from onec.odata_link l join onec.base b on b.id = l.base_id`;

export async function listOdata(db: Db, now: Date): Promise<OdataLink[]> {
  const { rows } = await db.query<Row>(`${LINKS} order by l.base_id`);
  return rows.map((row) => shown(row, now));
}

export async function readOdata(ctx: Context, baseId: number): Promise<OdataLink> {
  const { rows: [row] } = await ctx.db.query<Row>(`${LINKS} where l.base_id = $1`, [baseId]);
  if (!row) throw refuse('record.missing');
  return shown(row, ctx.now());
}

function shown(row: Row, now: Date): OdataLink {
  const {
    timeZone, probe, packetNo, packetAt, packetObjects, sweepMonth, sweepSource, sweepStartedAt,
    ...link
  } = row;
  return {
    ...link,
    packet: packetNo === null || packetAt === null ? null
      : { messageNo: packetNo, at: packetAt, objects: packetObjects ?? 0 },
    ...probedFacts(probe),
    walk: sweepStartedAt && probe ? walkOf(row, probe, businessDate(now, timeZone)) : null,
  };
}

function probedFacts(
  probe: Probe | null,
): Pick<OdataLink, 'configuration' | 'missing' | 'checked'> {
  if (!probe) return { configuration: null, missing: [], checked: null };
  const { title, missing, code } = probe;
  return { configuration: title, missing, checked: profileOf(code)?.checked ?? null };
}

function walkOf(row: Row, probe: Probe, today: string): OdataLink['walk'] {
  const sources = (profileOf(probe.code)?.sources ?? [])
    .filter(({ code }) => probe.sources.includes(code))
    .sort((a, b) => POLL_ORDER.indexOf(a.code) - POLL_ORDER.indexOf(b.code));
  return sweepState(slicesOf(sources, row.sinceOn, today),
    { month: row.sweepMonth, source: row.sweepSource });
}
