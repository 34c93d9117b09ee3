import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { objectResend, objectTimeline } from '#contract/exchange';
import type { ObjectTimeline } from '#contract/exchange';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { paths } from '../../paths.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { ruReconcile } from '../../texts/ru-reconcile.ts';
import { formatMoment } from '../../ui/format.ts';
import { IconRefresh } from '../../ui/icons.ts';
import { PropertyList } from '../../ui/property-list.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Revisions } from './revisions.tsx';
import { act } from './use-exchange.ts';
import css from './revisions.module.css';

const { object: texts, quarantine } = ruExchange;

function nameOf({ object, number }: ObjectTimeline): string {
  const type = object ? quarantine.types[object.type] ?? object.type : quarantine.unknownType;
  return [type, number].filter(Boolean).join(' ');
}

function Facts({ timeline }: { timeline: ObjectTimeline }) {
  const { object, uid, dealIds } = timeline;
  const rows = [
    { label: quarantine.uid, value: <span className={css.wraps}>{uid}</span> },
    { label: quarantine.base, value: object?.ib ?? null },
    { label: quarantine.rev, value: object ? String(object.rev) : null },
    { label: texts.appliedAt, value: object ? formatMoment(object.appliedAt) : null },
    { label: texts.state, value: object?.deleted ? texts.isDeleted : null },
    {
      label: ruReconcile.deal,
      value: dealIds.length > 0 ? (
        <>
          {dealIds.map((id) => (
            <Link key={id} className={css.link} to={paths.deal(id)}>{texts.deal(id)} </Link>
          ))}
        </>
      ) : null,
    },
  ];
  return <PropertyList items={rows.filter((row) => row.value !== null)} />;
}

function Body({ timeline, mayEdit }: { timeline: ObjectTimeline; mayEdit: boolean }) {
  const { object, held, uid } = timeline;
  return (
    <>
      {held.map(({ id, reason }) => <p key={id} className={css.held}>{reason}</p>)}
      <Facts timeline={timeline} />
      {mayEdit && object ? (
        <div className={css.actions}>
          <Button
            variant="default"
            leftSection={<IconRefresh size={15} stroke={1.6} />}
            disabled={object.isAsked}
            onClick={() => act(
              call(objectResend, { params: { id: uid } }), () => texts.asked)}
          >
            {object.isAsked ? texts.isAsked : ruReconcile.resend}
          </Button>
        </div>
      ) : null}
      <h3 className={css.heading}>{texts.history}</h3>
      <Revisions timeline={timeline} />
    </>
  );
}

type ObjectPanelProps = { uid: string; mayEdit: boolean; onClose: () => void };

/** One object of 1C beside the list: where it stands and what each revision changed. */
export function ObjectPanel({ uid, mayEdit, onClose }: ObjectPanelProps) {
  const reading = useQuery(routeQuery(objectTimeline, { params: { id: uid } }));
  const { data } = reading;
  return (
    <SidePanel
      label={texts.panel}
      header={<b>{data ? nameOf(data) : texts.panel}</b>}
      onClose={onClose}
    >
      {data ? <Body timeline={data} mayEdit={mayEdit} /> : null}
      <ReadingState of={reading} title={texts.failed} rows={6} />
    </SidePanel>
  );
}
