import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ExchangeState } from '#contract/exchange';
import { ERRORS } from '#contract/errors';
import { allows, useSession } from '../../api/session.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { formatDay, formatMoment, formatNumber } from '../../ui/format.ts';
import { IconPlugConnected } from '../../ui/icons.ts';
import { Fact, Page, PageBody, PageHeader, Panel } from '../../ui/page.tsx';
import plain from '../../ui/plain-table.module.css';
import { ReadingState } from '../../ui/reading-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { BasePanel } from './base-panel.tsx';
import type { ExchangeSearch } from './exchange-search.ts';
import { ExchangeSections } from './exchange-sections.tsx';
import { HeldPanel } from './held-panel.tsx';
import { HistoryFiles } from './history-files.tsx';
import { ObjectPanel } from './object-panel.tsx';
import { OdataLinks } from './odata-links.tsx';
import { Quarantine } from './quarantine.tsx';
import { useExchange } from './use-exchange.ts';
import css from './exchange-page.module.css';

function Facts({ state }: { state: ExchangeState }) {
  const { objects, waiting, rejected } = ruExchange.facts;
  const sum = (name: 'objects' | 'parked' | 'rejected') =>
    state.bases.reduce((total, base) => total + base[name], 0);
  return (
    <>
      <Fact value={formatNumber(sum('objects'))} label={objects(sum('objects'))} />
      <Fact value={formatNumber(sum('parked'))} label={waiting(sum('parked'))} />
      <Fact value={formatNumber(sum('rejected'))} label={rejected} />
    </>
  );
}

const refusalTitle = (code: string) =>
  (code in ERRORS ? ERRORS[code as keyof typeof ERRORS].title : code);

function Refusals({ refusals }: Pick<ExchangeState, 'refusals'>) {
  return (
    <Panel title={ruExchange.refusals}>
      {refusals.length === 0 ? <p className={css.quiet}>{ruExchange.noRefusals}</p> : (
        <table className={`${plain.table} ${css.small}`} aria-label={ruExchange.refusals}>
          <thead>
            <tr>
              <th scope="col">{ruExchange.refusalCode}</th>
              <th scope="col" className={plain.number}>{ruExchange.refusalCount}</th>
              <th scope="col">{ruExchange.refusalLast}</th>
            </tr>
          </thead>
          <tbody>
            {refusals.map((row) => (
              <tr key={row.code}>
                <td title={row.code}>{refusalTitle(row.code)}</td>
                <td className={plain.number}>{formatNumber(row.count)}</td>
                <td>{formatMoment(row.lastAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Keys({ keys }: Pick<ExchangeState, 'keys'>) {
  return (
    <Panel title={ruExchange.keys}>
      {keys.length === 0 ? <p className={css.quiet}>{ruExchange.noKeys}</p> : (
        <ul>
          {keys.map((key) => (
            <li key={key.id} className={css.key}>
              <div className={css.keyWords}>
                <p>{key.name}</p>
                <p className={css.quiet}>
                  <span className={plain.code}>{key.id}</span>
                  {' · '}{ruExchange.keyCreated.toLowerCase()} {formatDay(key.createdAt)}
                </p>
              </div>
              <Tag meaning={key.revokedAt ? 'bad' : 'ok'}>
                {key.revokedAt ? ruExchange.keyRevoked : ruExchange.keyLive}
              </Tag>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Monitor({ state, mayEdit }: { state: ExchangeState; mayEdit: boolean }) {
  const { state: held = 'open', item, object }: ExchangeSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const show = (search: ExchangeSearch) => void navigate({ to: '.', search, replace: true });
  return (
    <div className={css.monitor}>
      <PageBody padded>
        {state.bases.length === 0 ? (
          <EmptyState
            icon={<IconPlugConnected size={20} stroke={1.5} />}
            title={ruExchange.none}
            hint={ruExchange.noneHint}
          />
        ) : null}
        {state.bases.map((base) => <BasePanel key={base.id} base={base} mayEdit={mayEdit} />)}
        <Quarantine
          state={held}
          openId={item}
          mayEdit={mayEdit}
          onState={(next) => show({ state: next })}
          onOpen={(id) => show({ state: held, item: id === item ? undefined : id })}
        />
        <OdataLinks mayEdit={mayEdit} />
        <HistoryFiles mayEdit={mayEdit} />
        <div className={css.pair}>
          <Refusals refusals={state.refusals} />
          <Keys keys={state.keys} />
        </div>
      </PageBody>
      {object ? (
        <ObjectPanel
          key={object}
          uid={object}
          mayEdit={mayEdit}
          onClose={() => show({ state: held, item })}
        />
      ) : null}
      {item && !object ? (
        <HeldPanel
          key={item}
          id={item}
          mayEdit={mayEdit}
          onObject={(uid) => show({ state: held, item, object: uid })}
          onClose={() => {
            show({ state: held });
            document.querySelector<HTMLElement>(`[data-held="${item}"] button`)?.focus();
          }}
        />
      ) : null}
    </div>
  );
}

/** What an administrator sees of the exchange with 1C, and what can be done about it. */
export function ExchangePage() {
  const mayEdit = allows(useSession(), 'exchange', 'edit');
  const reading = useExchange();
  const { data } = reading;
  return (
    <Page title={ruExchange.title}>
      <PageHeader
        title={ruExchange.title}
        facts={data ? <Facts state={data} /> : null}
        actions={<ExchangeSections current="monitor" />}
        divided
      />
      {data ? <Monitor state={data} mayEdit={mayEdit} /> : null}
      <ReadingState of={reading} title={ruExchange.failed} rows={8} rowHeight={40} />
    </Page>
  );
}
