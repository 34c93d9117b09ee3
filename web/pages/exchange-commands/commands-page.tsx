import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { COMMAND_TYPES, commandsSettle } from '#contract/commands';
import type { ListedCommand } from '#contract/commands';
import { call } from '../../api/client.ts';
import { allows, useSession } from '../../api/session.ts';
import { ruCommands } from '../../texts/ru-commands.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { IconCircleCheck, IconPlugConnected } from '../../ui/icons.ts';
import { Page, PageBody, PageHeader, Panel } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { Segments } from '../../ui/segments.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ExchangeSections } from '../exchange/exchange-sections.tsx';
import { useMarks } from '../exchange/use-marks.ts';
import { CommandPanel } from './command-panel.tsx';
import { readCommandsSearch } from './commands-search.ts';
import type { CommandsSearch, CommandState, Go } from './commands-search.ts';
import { CommandsTable, mayAct } from './commands-table.tsx';
import { Receivers } from './receivers.tsx';
import { act, useCommands, type Receiver } from './use-commands.ts';
import held from '../exchange/quarantine.module.css';
import sides from '../reconcile/reconcile.module.css';

const { list: texts } = ruCommands;
const STATES: CommandState[] = ['open', 'waiting', 'given', 'refused', 'done', 'all'];

type PickersProps = { search: CommandsSearch; go: Go; bases: Receiver[] };

function Pickers({ search, go, bases }: PickersProps) {
  return (
    <>
      {bases.length > 1 ? (
        <select
          className={held.codes}
          aria-label={texts.base}
          value={search.base ?? ''}
          onChange={(event) => go({ ...search, base: Number(event.target.value) || undefined })}
        >
          <option value="">{texts.allBases}</option>
          {bases.map(({ id, ib }) => <option key={id} value={id}>{ib}</option>)}
        </select>
      ) : null}
      <select
        className={held.codes}
        aria-label={texts.command}
        value={search.type ?? ''}
        onChange={(event) => go({ ...search, type: event.target.value || undefined })}
      >
        <option value="">{texts.allTypes}</option>
        {COMMAND_TYPES.map((type) => (
          <option key={type} value={type}>{ruCommands.types[type] ?? type}</option>
        ))}
      </select>
      <Segments
        label={texts.show}
        value={search.state ?? 'open'}
        items={STATES.map((value) => ({ value, label: texts.states[value] ?? value }))}
        onChange={(state) => go({ ...search, state, item: undefined })}
      />
    </>
  );
}

type SelectionProps = { chosen: ListedCommand[]; onDone: () => void };

/** The same act for all that is marked; what has gone on meanwhile is left. */
function MarkedActs({ chosen, onDone }: SelectionProps) {
  const settle = (kind: 'repeat' | 'cancel') => {
    const ids = chosen.filter(({ may }) => may[kind]).map(({ id }) => id);
    act(call(commandsSettle, { body: { act: kind, ids } }).finally(onDone),
      ({ done, left }) => texts.settledMany(done, left));
  };
  return (
    <div className={held.selection} role="group" aria-label={texts.chosenLabel}>
      <b>{texts.chosen(chosen.length)}</b>
      {chosen.some(({ may }) => may.repeat) ? (
        <Button variant="default" onClick={() => settle('repeat')}>{ruCommands.repeat}</Button>
      ) : null}
      <Button variant="default" onClick={() => settle('cancel')}>{texts.withdraw}</Button>
      <Button variant="subtle" onClick={onDone}>{ruExchange.quarantine.unchoose}</Button>
    </div>
  );
}

function Nothing({ state = 'open' }: CommandsSearch) {
  return (
    <EmptyState
      icon={<IconCircleCheck size={20} stroke={1.5} />}
      title={state === 'open' ? texts.none : texts.nonSuch}
      hint={state === 'open' ? texts.noneHint : undefined}
    />
  );
}

type Query = ReturnType<typeof useCommands>;
type ListProps = { search: CommandsSearch; go: Go; query: Query; mayEdit: boolean };

function List({ search, go, query, mayEdit }: ListProps) {
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const { chosen, clear, marks } = useMarks(items, mayAct);
  if (items.length === 0) return <Nothing {...search} />;
  return (
    <>
      {chosen.length > 0 ? <MarkedActs chosen={chosen} onDone={clear} /> : null}
      <CommandsTable
        items={items}
        openId={search.item}
        onOpen={(id) => go({ ...search, item: id === search.item ? undefined : id })}
        marks={mayEdit ? marks : null}
        showsBase={(query.data?.pages[0]?.bases.length ?? 0) > 1}
      />
      {query.hasNextPage ? (
        <Button
          variant="default"
          className={held.more}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {ruExchange.quarantine.more}
        </Button>
      ) : null}
    </>
  );
}

function Loaded({ query, search, go, mayEdit }: ListProps) {
  const bases = query.data?.pages[0]?.bases ?? [];
  if (bases.length === 0) {
    return (
      <EmptyState
        icon={<IconPlugConnected size={20} stroke={1.5} />}
        title={texts.noBases}
        hint={texts.noBasesHint}
      />
    );
  }
  return (
    <>
      <Receivers bases={bases} />
      <Panel title={texts.asks} aside={<Pickers search={search} go={go} bases={bases} />}>
        <List search={search} go={go} query={query} mayEdit={mayEdit} />
      </Panel>
    </>
  );
}

function Commands({ mayEdit }: { mayEdit: boolean }) {
  const search = readCommandsSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const go: Go = (next) => void navigate({ to: '.', search: next, replace: true });
  const query = useCommands(search);
  const { data } = query;
  return (
    <div className={sides.sides}>
      <PageBody padded>
        {data ? <Loaded query={query} search={search} go={go} mayEdit={mayEdit} /> : null}
        <ReadingState of={query} title={texts.failed} rows={8} rowHeight={36} />
      </PageBody>
      {search.item ? (
        <CommandPanel
          key={search.item}
          id={search.item}
          onClose={() => go({ ...search, item: undefined })}
        />
      ) : null}
    </div>
  );
}

/** What 1C is asked to do: whether anybody fetches it, what it refuses and why. */
export function CommandsPage() {
  const mayEdit = allows(useSession(), 'exchange', 'edit');
  return (
    <Page title={texts.title}>
      <PageHeader
        title={texts.title}
        actions={<ExchangeSections current="commands" />}
        divided
      />
      <Commands mayEdit={mayEdit} />
    </Page>
  );
}
