import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { commandCancel, commandRead, commandRepeat } from '#contract/commands';
import type { ListedCommand } from '#contract/commands';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { paths } from '../../paths.ts';
import { ruCommands } from '../../texts/ru-commands.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import plain from '../../ui/plain-table.module.css';
import { PropertyList } from '../../ui/property-list.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { prettyRaw } from '../exchange/pretty-raw.ts';
import { RecordLink, StateTag, typeName } from './commands-table.tsx';
import { act } from './use-commands.ts';
import held from '../exchange/quarantine.module.css';
import css from './commands.module.css';

const { list: texts } = ruCommands;
const moment = (value: string | null) => (value === null ? null : formatMoment(value));

function Facts({ command }: { command: ListedCommand }) {
  const { uid, code, ib, askedBy } = command;
  const rows = [
    { label: texts.state, value: <StateTag command={command} /> },
    { label: texts.record, value: <RecordLink command={command} /> },
    { label: texts.base, value: ib },
    { label: texts.asked, value: askedBy?.name ?? texts.itself },
    { label: texts.written, value: moment(command.writtenAt) },
    { label: texts.given, value: moment(command.givenAt) },
    { label: texts.tries, value: formatNumber(command.tries) },
    { label: texts.settled, value: moment(command.settledAt) },
    { label: texts.confirmed, value: moment(command.confirmedAt) },
    { label: texts.code, value: code },
    {
      label: texts.object,
      value: (
        <Link className={`${plain.code} ${css.link} ${held.wraps}`} to={paths.exchange()}
          search={{ object: uid } as object}
        >
          {uid}
        </Link>
      ),
    },
  ];
  return <PropertyList items={rows.filter(({ value }) => value !== null)} />;
}

function Acts({ command }: { command: ListedCommand }) {
  const { id, may, state } = command;
  const isRefused = state === 'refused';
  if (!may.repeat && !may.cancel) {
    return state === 'given' ? <p className={held.hint}>{texts.givenHint}</p> : null;
  }
  return (
    <div className={held.actions}>
      {may.repeat ? (
        <Button onClick={() =>
          act(call(commandRepeat, { params: { id } }), () => ruCommands.repeated)}
        >
          {ruCommands.repeat}
        </Button>
      ) : null}
      <ConfirmPopover
        question={isRefused ? texts.dismissQuestion : texts.cancelQuestion}
        confirm={isRefused ? ruCommands.cancelRefused : texts.withdraw}
        onConfirm={() => act(call(commandCancel, { params: { id } }),
          () => (isRefused ? ruCommands.dismissed : texts.withdrawn))}
      >
        {(open) => (
          <Button variant="default" onClick={open}>
            {isRefused ? ruCommands.cancelRefused : texts.withdraw}
          </Button>
        )}
      </ConfirmPopover>
    </div>
  );
}

function Body({ command, body }: { command: ListedCommand; body: string | null }) {
  return (
    <>
      {command.reason ? <p className={held.reasonBig}>{command.reason}</p> : null}
      <Acts command={command} />
      <Facts command={command} />
      <h3 className={held.heading}>{texts.body}</h3>
      {body === null ? <p className={held.hint}>{texts.noBody}</p> : (
        // Long text scrolls inside its frame, by keys too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={held.raw} tabIndex={0} aria-label={texts.body}>{prettyRaw(body)}</pre>
      )}
    </>
  );
}

/** One command beside the list: whose it is, how it goes, what exactly 1C got. */
export function CommandPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const reading = useQuery(routeQuery(commandRead, { params: { id } }));
  const { data } = reading;
  return (
    <SidePanel
      label={texts.panel}
      header={<b>{data ? typeName(data.command) : texts.panel}</b>}
      onClose={onClose}
    >
      {data ? <Body {...data} /> : null}
      <ReadingState of={reading} title={texts.panelFailed} rows={6} />
    </SidePanel>
  );
}
