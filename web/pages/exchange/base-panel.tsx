import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { answersItself, dealsTake } from '#contract/exchange';
import type { ExchangeBase } from '#contract/exchange';
import { call } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import plain from '../../ui/plain-table.module.css';
import { Tag } from '../../ui/tag.tsx';
import { useAgo } from '../../ui/time.tsx';
import { BaseAlarms } from './base-alarms.tsx';
import { BaseTools } from './base-check.tsx';
import { act } from './use-exchange.ts';
import css from './base-panel.module.css';

const { base: texts, lanes } = ruExchange;

const LAG_GOOD_MS = 2000;
const LAG_BAD_MS = 30_000;

type LagMeaning = 'ok' | 'warn' | 'bad' | undefined;

function lagMeaning(ms: number | null): LagMeaning {
  if (ms === null) return undefined;
  if (ms <= LAG_GOOD_MS) return 'ok';
  return ms > LAG_BAD_MS ? 'bad' : 'warn';
}

function Lanes({ base }: { base: ExchangeBase }) {
  const label = `${lanes.label}: ${base.ib}`;
  return (
    // A phone scrolls it sideways, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={`${plain.table} ${css.lanes}`} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{lanes.lane}</th>
            <th scope="col" className={plain.number}>{lanes.received}</th>
            <th scope="col" className={plain.number}>{lanes.p50}</th>
            <th scope="col" className={plain.number}>{lanes.p95}</th>
            <th scope="col" className={plain.number}>{lanes.queued}</th>
          </tr>
        </thead>
        <tbody>
          {base.lanes.map((lane) => (
            <tr key={lane.lane}>
              <td>{lanes.names[lane.lane] ?? lane.lane}</td>
              <td className={plain.number}>{formatNumber(lane.received)}</td>
              <td className={plain.number}>{ruExchange.ms(lane.lagP50Ms)}</td>
              <td className={plain.number} data-lag={lagMeaning(lane.lagP95Ms)}>
                {ruExchange.ms(lane.lagP95Ms)}
              </td>
              <td className={plain.number}>{formatNumber(lane.queued)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Who speaks by themselves has spoken within these minutes. */
const LIVE_MS = 5 * 60_000;

/** Silence is judged by the watch, which knows the hours; files and sites come when they come. */
function contactState(
  { alarms, lastContactAt, transport }: ExchangeBase, now = new Date(),
): 'live' | 'silent' | 'held' | undefined {
  if (alarms.some(({ kind }) => kind === 'contact.lost')) return 'silent';
  if (alarms.some(({ kind }) => kind === 'epoch.changed')) return 'held';
  const isLive = lastContactAt !== null && now.getTime() - Date.parse(lastContactAt) < LIVE_MS;
  return isLive && answersItself({ transport }) ? 'live' : undefined;
}

function Contact({ base }: { base: ExchangeBase }) {
  const ago = useAgo(base.lastContactAt);
  return (
    <span className={css.contact} data-state={contactState(base)}>
      <i className={css.dot} aria-hidden />
      {base.lastContactAt ? ago : texts.never}
    </span>
  );
}

/** Of several bases one gets the deals that are born here. */
function TakeDeals({ base }: { base: ExchangeBase }) {
  return (
    <ConfirmPopover
      question={texts.takeQuestion(base.ib)}
      confirm={texts.takeDeals}
      onConfirm={() => act(
        call(dealsTake, { params: { id: base.id } }), () => texts.taken(base.ib))}
    >
      {(open) => (
        <Button size="compact-sm" variant="default" onClick={open}>{texts.takeDeals}</Button>
      )}
    </ConfirmPopover>
  );
}

/** How many commands wait for the base and how long the oldest has waited. */
function Commands({ commands }: { commands: NonNullable<ExchangeBase['commands']> }) {
  const ago = useAgo(commands.oldestAt);
  const { waiting, given, refused, askedAt, takesDeals } = commands;
  const words = [
    waiting === 0 ? texts.noCommands
      : texts.commands(formatNumber(waiting), formatNumber(given), ago),
    ...(refused > 0 ? [texts.commandsRefused(formatNumber(refused))] : []),
    ...(takesDeals ? [texts.takesDeals] : []),
    ...(askedAt === null ? [texts.neverAsked] : []),
  ];
  return (
    <Link
      className={css.link}
      to={paths.commands()}
      data-left={(refused > 0 || askedAt === null) || undefined}
    >
      {words.join(' · ')}
    </Link>
  );
}

/** The outcome of the newest run, and the way to it. */
function ReconcileLink({ base }: { base: ExchangeBase }) {
  const { reconcile } = base;
  const words = reconcile === null ? texts.neverReconciled
    : texts.reconciled(formatMoment(reconcile.createdAt), reconcile);
  return (
    <Link
      className={css.link}
      to={paths.reconcile()}
      search={{ base: base.id } as object}
      data-left={(reconcile?.left ?? 0) > 0 || undefined}
    >
      {words}
    </Link>
  );
}

/** Within a minute nobody can see it; beyond five 1C is refused. */
const CLOCK_OFF_MS = 60_000;

function Clock({ skewMs }: { skewMs: number }) {
  if (Math.abs(skewMs) < CLOCK_OFF_MS) return texts.clockRight;
  return <span className={css.off}>{texts.clockOff(skewMs)}</span>;
}

function Facts({ base }: { base: ExchangeBase }) {
  const { orders, companies } = base.waitingLinks;
  const waiting = [
    ...(orders > 0 ? [texts.waitingOrders(orders)] : []),
    ...(companies > 0 ? [texts.waitingCompanies(companies)] : []),
  ];
  const rows: [string, ReactNode][] = [
    [texts.transport, texts.transports[base.transport]],
    [texts.reconcile, answersItself(base) || base.reconcile
      ? <ReconcileLink key="reconcile" base={base} /> : null],
    [texts.objects, formatNumber(base.objects)],
    [texts.parked, formatNumber(base.parked)],
    [texts.rejected, formatNumber(base.rejected)],
    [texts.waiting, waiting.join(', ') || texts.nothingWaits],
    [texts.configuration, [base.configuration, base.version].filter(Boolean).join(' ') || null],
    [texts.platform, base.platform],
    [texts.extension, base.extension],
    [texts.zone, base.timeZone],
    [texts.clock, base.clockSkewMs === null ? null
      : <Clock key="clock" skewMs={base.clockSkewMs} />],
    [texts.epoch, base.epoch],
  ];
  return (
    <dl className={css.facts}>
      {base.commands ? (
        <div className={css.fact}>
          <dt>{texts.commandsLabel}</dt>
          <dd><Commands commands={base.commands} /></dd>
        </div>
      ) : null}
      {rows.filter(([, value]) => value).map(([label, value]) => (
        <div key={label} className={css.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One base of 1C: when it spoke last, how fast its lanes are, what waits. */
export function BasePanel({ base, mayEdit }: { base: ExchangeBase; mayEdit: boolean }) {
  return (
    <Panel
      title={base.ib}
      aside={(
        <>
          {mayEdit && base.commands && !base.commands.takesDeals ? <TakeDeals base={base} /> : null}
          {base.accepted ? null : <Tag meaning="warn">{texts.notAccepted}</Tag>}
          <Contact base={base} />
        </>
      )}
    >
      <BaseAlarms base={base} mayEdit={mayEdit} />
      <div className={css.columns}>
        <div>
          <Lanes base={base} />
          {mayEdit ? <BaseTools base={base} /> : null}
        </div>
        <Facts base={base} />
      </div>
    </Panel>
  );
}
