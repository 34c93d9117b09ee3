import { Link } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { ruCommands } from '../../texts/ru-commands.ts';
import { formatNumber } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useAgo } from '../../ui/time.tsx';
import type { Receiver } from './use-commands.ts';
import held from '../exchange/quarantine.module.css';
import css from './commands.module.css';

const { list: texts } = ruCommands;
/** A base asks at least every half a minute: the longest wait of one request is 25 seconds. */
const SILENCE_MAX_MS = 5 * 60_000;

type Fetches = 'never' | 'stopped' | 'asks';

function fetches({ askedAt }: Receiver, now = Date.now()): Fetches {
  if (askedAt === null) return 'never';
  return now - Date.parse(askedAt) > SILENCE_MAX_MS ? 'stopped' : 'asks';
}

/** Whether anybody fetches the commands of a base at all, in plain words. */
function ReceiverLine({ receiver }: { receiver: Receiver }) {
  const { ib, waiting, given, refused, takesDeals, askedAt, oldestAt } = receiver;
  const state = fetches(receiver);
  const asked = useAgo(askedAt);
  const oldest = useAgo(oldestAt);
  const words = [
    waiting > 0 ? texts.waits(formatNumber(waiting), formatNumber(given), oldest) : texts.noneWait,
    ...(refused > 0 ? [texts.refused(formatNumber(refused))] : []),
    ...(takesDeals ? [texts.takesDeals] : []),
  ];
  return (
    <li className={css.receiver}>
      <b>{ib}</b>
      <Tag meaning={state === 'asks' ? 'ok' : 'warn'}>{texts.fetches[state](asked)}</Tag>
      <span className={css.quiet}>{words.join(' · ')}</span>
      {state === 'asks' ? null : <p className={held.hint}>{texts.nobody[state]}</p>}
    </li>
  );
}

export function Receivers({ bases }: { bases: Receiver[] }) {
  return (
    <Panel
      title={texts.bases}
      aside={<Link className={css.link} to={paths.exchange()}>{texts.toMonitor}</Link>}
    >
      <ul className={css.receivers}>
        {bases.map((receiver) => <ReceiverLine key={receiver.id} receiver={receiver} />)}
      </ul>
    </Panel>
  );
}
