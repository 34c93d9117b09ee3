import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OdataLink } from '#contract/odata';
import { ruOdata } from '../../texts/ru-odata.ts';
import { Bar } from '../../ui/bar.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { TagMeaning } from '../../ui/tag.tsx';
import { Ago } from '../../ui/time.tsx';
import { OdataForm } from './odata-form.tsx';
import { OdataRemoval } from './odata-removal.tsx';
import { pollNow, useOdata } from './use-odata.ts';
import css from './odata.module.css';

const MEANINGS: Record<string, TagMeaning> = {
  new: 'plain', ok: 'ok', failing: 'bad', stopped: 'bad', paused: 'warn',
};

function State({ link }: { link: OdataLink }) {
  const state = link.enabled ? link.state : 'paused';
  return <Tag meaning={MEANINGS[state]}>{ruOdata.states[state]}</Tag>;
}

function Facts({ link }: { link: OdataLink }) {
  const { plan, packet, polledAt, walkedAt } = link;
  const way = plan ? ruOdata.byPlan(plan) : ruOdata.byWindows(link.windowDays);
  return (
    <p className={css.facts}>
      {[link.configuration, way, ruOdata.every(link.pollSeconds)].filter(Boolean).join(' · ')}
      {' · '}
      {polledAt ? <>{ruOdata.polled} <Ago moment={polledAt} /></> : ruOdata.never}
      {packet ? (
        <> · {ruOdata.packet(packet.messageNo, packet.objects)} <Ago moment={packet.at} /></>
      ) : null}
      {walkedAt ? <> · {ruOdata.walked} <Ago moment={walkedAt} /></> : null}
    </p>
  );
}

function Trouble({ link }: { link: OdataLink }) {
  if (!link.error) return null;
  const waits = link.enabled && link.state === 'failing';
  return (
    <p className={css.error}>
      {link.error}
      {waits ? ` · ${ruOdata.next} ${formatMoment(link.nextPollAt)}` : null}
    </p>
  );
}

function Walk({ walk }: { walk: NonNullable<OdataLink['walk']> }) {
  const words = ruOdata.walk(walk.done, walk.total);
  return (
    <div className={css.walk}>
      <span className={css.facts}>{words}</span>
      <Bar
        percent={Math.floor((100 * walk.done) / Math.max(1, walk.total))}
        kind="shipped" thin label={words}
      />
    </div>
  );
}

/** What the base does not show, what will not come for it, and how far the names are sure. */
function Missing({ link: { missing, checked } }: { link: OdataLink }) {
  if (missing.length === 0 && !checked) return null;
  return (
    <details className={css.missing}>
      <summary>
        {missing.length > 0 ? ruOdata.missing(missing.length) : ruOdata.checkedTitle}
      </summary>
      <ul>
        {missing.map((line) => <li key={line}>{line}</li>)}
        {checked ? <li>{ruOdata.checked(checked)}</li> : null}
      </ul>
    </details>
  );
}

type RowProps = {
  link: OdataLink; mayEdit: boolean; onEdit: () => void; onRemove: () => void;
};

function Row({ link, mayEdit, onEdit, onRemove }: RowProps) {
  return (
    <li className={css.link}>
      <div className={css.words}>
        <p className={css.name}>{link.ib} <State link={link} /></p>
        <Facts link={link} />
        {link.busy ? <p className={css.facts}>{ruOdata.busy(link.busy)}</p> : null}
        <Trouble link={link} />
        {link.walk ? <Walk walk={link.walk} /> : null}
        <Missing link={link} />
      </div>
      {mayEdit ? (
        <div className={css.actions}>
          {link.enabled ? (
            <Button
              variant="default" aria-label={ruOdata.pollOf(link.ib)} onClick={() => pollNow(link)}
            >
              {ruOdata.poll}
            </Button>
          ) : null}
          <Button variant="default" aria-label={ruOdata.editOf(link.ib)} onClick={onEdit}>
            {ruOdata.edit}
          </Button>
          <Button
            variant="default" aria-label={ruOdata.removeOf(link.ib)} onClick={onRemove}
          >
            {ruOdata.remove}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

/** Bases that Verstak asks itself: how each is asked, what it answers, what is wrong. */
export function OdataLinks({ mayEdit }: { mayEdit: boolean }) {
  const { data, error, refetch } = useOdata();
  const [open, setOpen] = useState<OdataLink | 'new' | null>(null);
  const [removed, setRemoved] = useState<OdataLink | null>(null);
  return (
    <Panel
      title={ruOdata.title}
      aside={mayEdit ? (
        <Button variant="default" onClick={() => setOpen('new')}>{ruOdata.connect}</Button>
      ) : null}
    >
      <p className={css.hint}>{ruOdata.hint}</p>
      {data ? (
        <ul aria-label={ruOdata.title}>
          {data.items.map((link) => (
            <Row
              key={link.id} link={link} mayEdit={mayEdit} onEdit={() => setOpen(link)}
              onRemove={() => setRemoved(link)}
            />
          ))}
        </ul>
      ) : null}
      {data?.items.length === 0 ? <p className={css.hint}>{ruOdata.none}</p> : null}
      {!data && error ? (
        <ErrorState error={error} title={ruOdata.failed} onRetry={() => void refetch()} />
      ) : null}
      {removed ? <OdataRemoval link={removed} onClose={() => setRemoved(null)} /> : null}
      {open ? (
        <OdataForm link={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      ) : null}
    </Panel>
  );
}
