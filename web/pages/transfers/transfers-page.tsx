import { useNavigate, useSearch } from '@tanstack/react-router';
import { transfersList } from '#contract/transfers';
import { keyOf, queryClient } from '../../api/query.ts';
import { isHidden, useSession } from '../../api/session.ts';
import { useChanges } from '../../api/stream.ts';
import { paths } from '../../paths.ts';
import { DataTable } from '../../table/data-table.tsx';
import { useKeysetList } from '../../table/use-keyset-list.ts';
import { ruTransfers } from '../../texts/ru-transfers.ts';
import { formatNumber } from '../../ui/format.ts';
import { IconArrowsExchange } from '../../ui/icons.ts';
import { Fact, Page, PageHeader } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { transferColumns } from './transfer-columns.tsx';
import type { TransfersSearch } from './transfers-search.ts';
import css from './transfers.module.css';

/** Deals given and got, with what became of each: accepted, returned, open, won, paid. */
export function TransfersPage() {
  const { side, sort }: TransfersSearch = useSearch({ strict: false });
  const shown = side ?? 'given';
  const navigate = useNavigate();
  const change = (search: TransfersSearch) => void navigate({ to: '.', search, replace: true });
  const seesMoney = !isHidden(useSession(), 'deal.money');
  const ask = { side: shown, ...(sort ? { sort } : {}) };
  const list = useKeysetList(transfersList, ask);
  useChanges('deal', null, () => {
    void queryClient.invalidateQueries({ queryKey: [...keyOf(transfersList), 'keyset'] });
  });
  const isGiven = shown === 'given';
  return (
    <Page title={isGiven ? ruTransfers.given : ruTransfers.received}>
      <PageHeader
        title={ruTransfers.title}
        facts={list.total === undefined ? null : (
          <Fact value={formatNumber(list.total)} label={ruTransfers.total(list.total)} />
        )}
        actions={(
          <Segments
            label={ruTransfers.side}
            value={shown}
            items={[
              { value: 'given', label: ruTransfers.given },
              { value: 'received', label: ruTransfers.received },
            ]}
            onChange={(next) => change(next === 'received' ? { side: next } : {})}
          />
        )}
        divided
      />
      <div className={css.list}>
        <DataTable
          label={isGiven ? ruTransfers.given : ruTransfers.received}
          columns={transferColumns(shown, seesMoney)}
          list={list}
          sort={sort}
          viewKey={shown}
          onSort={(next) => change({ ...(side ? { side } : {}), ...(next ? { sort: next } : {}) })}
          onOpen={({ deal }, inNewTab) => {
            if (inNewTab) window.open(paths.deal(deal.id), '_blank', 'noopener');
            else void navigate({ to: paths.deal(deal.id) });
          }}
          empty={(
            <EmptyState
              icon={<IconArrowsExchange size={20} stroke={1.5} />}
              title={isGiven ? ruTransfers.noneGiven : ruTransfers.noneReceived}
              hint={isGiven ? ruTransfers.noneGivenHint : ruTransfers.noneReceivedHint}
            />
          )}
        />
      </div>
    </Page>
  );
}
