import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { quarantineDismiss, quarantineRead, quarantineRetry } from '#contract/exchange';
import type { HeldItem } from '#contract/exchange';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { formatMoment } from '../../ui/format.ts';
import { IconRefresh } from '../../ui/icons.ts';
import plain from '../../ui/plain-table.module.css';
import { PropertyList } from '../../ui/property-list.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { DealForm } from './deal-form.tsx';
import { HeldTag, objectName } from './quarantine.tsx';
import { prettyRaw } from './pretty-raw.ts';
import { CompanyForm, ManagerForm } from './settle-forms.tsx';
import { act } from './use-exchange.ts';
import css from './quarantine.module.css';

const { quarantine: texts } = ruExchange;

function Raw({ text, label }: { text: string; label: string }) {
  return (
    // Long text scrolls inside its frame, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={css.raw} tabIndex={0} aria-label={label}>{prettyRaw(text)}</pre>
  );
}

function Actions({ item }: { item: HeldItem }) {
  return (
    <>
      {item.waitsFor?.startsWith('manager:') ? <ManagerForm item={item} /> : null}
      {item.waitsFor?.startsWith('deal:') ? <DealForm item={item} /> : null}
      {item.waitsFor?.startsWith('company:') ? <CompanyForm item={item} /> : null}
      <div className={css.actions}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} stroke={1.6} />}
          onClick={() => act(call(quarantineRetry, { params: { id: item.id } }),
            ({ status, text }) => text ?? texts.retried[status] ?? status)}
        >
          {texts.retry}
        </Button>
        <ConfirmPopover
          question={texts.dismissQuestion}
          confirm={texts.dismiss}
          onConfirm={() => act(
            call(quarantineDismiss, { params: { id: item.id } }), () => texts.dismissed)}
        >
          {(open) => <Button variant="default" onClick={open}>{texts.dismiss}</Button>}
        </ConfirmPopover>
      </div>
    </>
  );
}

function Details({ item }: { item: HeldItem }) {
  const code = (value: ReactNode) => (
    <span className={`${plain.code} ${css.wraps}`}>{value}</span>
  );
  const rows = [
    { label: texts.state, value: <HeldTag item={item} /> },
    { label: texts.field, value: item.field ? code(item.field) : null },
    { label: texts.waitsFor, value: item.waitsFor ? code(item.waitsFor) : null },
    { label: texts.code, value: code(item.code) },
    { label: texts.base, value: item.ib },
    { label: texts.uid, value: item.uid ? code(item.uid) : null },
    { label: texts.rev, value: item.rev },
    {
      label: texts.lane, value: item.lane ? ruExchange.lanes.names[item.lane] ?? item.lane : null,
    },
    { label: texts.file, value: item.file ? texts.fileLine(item.file, item.line) : null },
    { label: texts.received, value: formatMoment(item.receivedAt) },
    { label: texts.tries, value: item.tries },
    { label: texts.lastTried, value: formatMoment(item.lastTriedAt) },
    { label: texts.settled, value: item.settledAt ? formatMoment(item.settledAt) : null },
  ];
  return <PropertyList items={rows.filter((row) => row.value !== null)} />;
}

type BodyProps = { item: HeldItem; raw: string; mayEdit: boolean; onObject: (uid: string) => void };

function HeldBody({ item, raw, mayEdit, onObject }: BodyProps) {
  const { uid } = item;
  return (
    <>
      <p className={css.reasonBig}>{item.reason}</p>
      {mayEdit && item.state !== 'settled' ? <Actions item={item} /> : null}
      {mayEdit ? null : <p className={css.hint}>{texts.readOnly}</p>}
      <Details item={item} />
      <h3 className={css.heading}>{texts.raw}</h3>
      <Raw text={raw} label={texts.raw} />
      {uid ? (
        <>
          <h3 className={css.heading}>{texts.history}</h3>
          <Button variant="default" onClick={() => onObject(uid)}>{texts.showObject}</Button>
        </>
      ) : null}
    </>
  );
}

type HeldPanelProps = {
  id: number; mayEdit: boolean; onClose: () => void; onObject: (uid: string) => void;
};

/** One held item beside the list: why it waits, what 1C sent, and what to do about it. */
export function HeldPanel({ id, mayEdit, onClose, onObject }: HeldPanelProps) {
  const reading = useQuery(routeQuery(quarantineRead, { params: { id } }));
  const { data } = reading;
  return (
    <SidePanel
      label={texts.panel(id)}
      header={<span className={css.title}>{data ? objectName(data.item) : texts.panel(id)}</span>}
      onClose={onClose}
    >
      {data ? (
        <HeldBody item={data.item} raw={data.raw} mayEdit={mayEdit} onObject={onObject} />
      ) : null}
      <ReadingState of={reading} title={texts.panelFailed} rows={6} />
    </SidePanel>
  );
}
