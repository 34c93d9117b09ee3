import { Button } from '@mantine/core';
import type { SiteFile, SiteSession } from '#contract/site-exchange';
import { ruSiteExchange } from '../../texts/ru-site-exchange.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatMoment, formatNumber, formatPercent } from '../../ui/format.ts';
import { IconArrowsExchange } from '../../ui/icons.ts';
import { Panel } from '../../ui/page.tsx';
import plain from '../../ui/plain-table.module.css';
import { ReadingState } from '../../ui/reading-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { TagMeaning } from '../../ui/tag.tsx';
import { useSiteSessions } from './use-site-exchange.ts';
import css from './site-exchange.module.css';

const { sessions: texts } = ruSiteExchange;

type State = keyof typeof texts.states;

/** 1C leaves most sessions without a word. */
const LEFT_AFTER_MS = 2 * 60_000;

function stateOf({ endedAt, seenAt, error, files }: SiteSession, now = new Date()): State {
  if (error || files.some(({ state }) => state === 'failed')) return 'failed';
  const isWorking = files.some(({ state }) => state === 'queued' || state === 'running');
  const isLeft = now.getTime() - Date.parse(seenAt) > LEFT_AFTER_MS;
  return endedAt || (isLeft && !isWorking) ? 'done' : 'open';
}

const MEANINGS: Record<State, TagMeaning> = { open: 'warn', done: 'ok', failed: 'bad' };

const seconds = (session: SiteSession): string => {
  const took = Math.round(
    (Date.parse(session.endedAt ?? session.seenAt) - Date.parse(session.startedAt)) / 1000);
  const rest = String(took % 60).padStart(2, '0');
  return `${Math.floor(took / 60)}:${rest}`;
};

function FileLine({ file }: { file: SiteFile }) {
  const counts = Object.entries(file.counts)
    .map(([name, count]) => `${texts.counts[name] ?? name} ${formatNumber(count)}`);
  const percent = Math.floor((100 * file.bytesDone) / Math.max(1, file.sizeBytes));
  const state = texts.fileStates[file.state] ?? file.state;
  return (
    <li className={css.file}>
      <span className={css.fileName}>{file.name}</span>{' '}
      <span className={css.quiet}>
        {[
          formatBytes(file.sizeBytes),
          file.state === 'running' ? `${state} ${formatPercent(percent)}` : state,
          ...(file.isFull ? [texts.full] : []), ...counts,
        ].join(' · ')}
      </span>
      {file.held > 0 ? <>{' '}<Tag meaning="warn">{texts.held(file.held)}</Tag></> : null}
      {file.error ? <p className={css.error}>{file.error}</p> : null}
    </li>
  );
}

/** Those that need a look come first; a session of answers has a file for each order. */
const FILES_SHOWN = 6;
const isTrouble = ({ state, held }: SiteFile) => state === 'failed' || held > 0;

function Files({ files }: { files: SiteFile[] }) {
  const sorted = [...files].sort((a, b) => Number(isTrouble(b)) - Number(isTrouble(a)));
  const line = (file: SiteFile) => <FileLine key={file.id} file={file} />;
  const rest = sorted.slice(FILES_SHOWN);
  return (
    <>
      <ul>{sorted.slice(0, FILES_SHOWN).map(line)}</ul>
      {rest.length > 0 ? (
        <details className={css.file}>
          <summary>{texts.others(rest.length)}</summary>
          <ul>{rest.map(line)}</ul>
        </details>
      ) : null}
    </>
  );
}

function summaryOf({ files, given, confirmed, withdrawn }: SiteSession): string {
  const parts = [
    ...(files.length > 0 ? [texts.files(files.length)] : []),
    ...(given > 0 ? [texts.given(given, confirmed)] : []),
    ...(withdrawn ? [texts.withdrawn(withdrawn)] : []),
  ];
  return parts.join(', ') || texts.nothing;
}

function Row({ session }: { session: SiteSession }) {
  const { ib, kind, address, schemaVersion, files, error } = session;
  const state = stateOf(session);
  const bytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return (
    <tr>
      <td className={css.when}>{formatMoment(session.startedAt)}</td>
      <td className={css.who} data-line>
        <p className={css.fileName}>{ib} · {texts.kinds[kind]}</p>
        <p className={css.quiet}>
          {[texts.from(address), ...(schemaVersion ? [texts.version(schemaVersion)] : [])]
            .join(' · ')}
        </p>
      </td>
      <td className={css.what} data-line>
        <p>{summaryOf(session)}</p>
        {error ? <p className={css.error}>{error}</p> : null}
        <Files files={files} />
      </td>
      <td className={plain.number}>{bytes > 0 ? formatBytes(bytes) : null}</td>
      <td className={plain.number} data-label={texts.took}>{seconds(session)}</td>
      <td><Tag meaning={MEANINGS[state]}>{texts.states[state]}</Tag></td>
    </tr>
  );
}

function Table({ sessions }: { sessions: SiteSession[] }) {
  return (
    // A narrow window scrolls it sideways, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={texts.title} tabIndex={0}>
      <table className={`${plain.table} ${plain.cards} ${css.table}`} aria-label={texts.title}>
        <thead>
          <tr>
            <th scope="col">{texts.when}</th>
            <th scope="col">{texts.who}</th>
            <th scope="col">{texts.what}</th>
            <th scope="col" className={plain.number}>{texts.size}</th>
            <th scope="col" className={plain.number}>{texts.took}</th>
            <th scope="col">{texts.state}</th>
          </tr>
        </thead>
        <tbody>{sessions.map((session) => <Row key={session.id} session={session} />)}</tbody>
      </table>
    </div>
  );
}

/** What each visit of 1C brought and took, newest first. */
export function Sessions() {
  const query = useSiteSessions();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  const sessions = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title={texts.title}>
      <ReadingState of={query} title={texts.failed} rows={4} rowHeight={40} />
      {data && sessions.length === 0 ? (
        <EmptyState
          icon={<IconArrowsExchange size={20} stroke={1.5} />}
          title={texts.none}
          hint={texts.noneHint}
        />
      ) : null}
      {sessions.length > 0 ? <Table sessions={sessions} /> : null}
      {hasNextPage ? (
        <Button
          variant="default" className={css.more} loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {texts.more}
        </Button>
      ) : null}
    </Panel>
  );
}
