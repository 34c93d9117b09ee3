import { Button, CopyButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { pipelinesList } from '#contract/deals';
import { SITE_EXCHANGE_PATH } from '#contract/site-exchange';
import type { SiteAccount } from '#contract/site-exchange';
import { routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { ruSiteExchange as texts } from '../../texts/ru-site-exchange.ts';
import { IconPlus, IconUser } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Page, PageBody, PageHeader } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ExchangeSections } from '../exchange/exchange-sections.tsx';
import { AccountCard } from './account-card.tsx';
import { Sessions } from './sessions.tsx';
import { useSiteAccounts } from './use-site-exchange.ts';
import css from './site-exchange.module.css';

const AccountForm = lazyPart(() =>
  import('./account-form.tsx').then((module) => module.AccountForm));
const CheckDialog = lazyPart(() =>
  import('./check-dialog.tsx').then((module) => module.CheckDialog));

/** What 1C is told to call, ready to be pasted there. */
function Address() {
  const address = `${location.origin}${SITE_EXCHANGE_PATH}`;
  return (
    <div className={css.address}>
      <span className={css.quiet}>{texts.address}</span>
      <code>{address}</code>
      <CopyButton value={address}>
        {({ copy, copied }) => (
          <Button variant="default" onClick={copy}>{copied ? texts.copied : texts.copy}</Button>
        )}
      </CopyButton>
    </div>
  );
}

type Opened = { form: SiteAccount | null } | { check: SiteAccount } | null;

function Accounts({ mayEdit, onOpen }: { mayEdit: boolean; onOpen: (opened: Opened) => void }) {
  const reading = useSiteAccounts();
  const { data } = reading;
  const { data: pipelines } = useQuery(routeQuery(pipelinesList, {}));
  const stages = new Map((pipelines ?? []).flatMap((pipeline) =>
    pipeline.stages.map((stage) => [stage.id, `${pipeline.name}: ${stage.name}`] as const)));
  if (!data) return <ReadingState of={reading} title={texts.failed} rows={5} rowHeight={36} />;
  if (data.items.length === 0) {
    return (
      <EmptyState
        icon={<IconUser size={20} stroke={1.5} />} title={texts.none} hint={texts.noneHint}
      />
    );
  }
  return (
    <div className={css.accounts}>
      {data.items.map((account) => (
        <AccountCard
          key={account.id}
          account={account}
          stages={account.stageIds.map((id) => stages.get(id) ?? String(id))}
          mayEdit={mayEdit}
          onEdit={() => onOpen({ form: account })}
          onCheck={() => onOpen({ check: account })}
        />
      ))}
    </div>
  );
}

function Dialogs({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { data } = useQuery(routeQuery(pipelinesList, {}));
  const stages = (data ?? []).map(({ name, stages: all }) => ({
    group: name, items: all.map((stage) => ({ value: String(stage.id), label: stage.name })),
  }));
  return (
    <Suspense>
      {opened && 'form' in opened ? (
        <AccountForm account={opened.form} stages={stages} onClose={onClose} />
      ) : null}
      {opened && 'check' in opened ? (
        <CheckDialog account={opened.check} onClose={onClose} />
      ) : null}
    </Suspense>
  );
}

function SiteExchange({ mayEdit }: { mayEdit: boolean }) {
  const [opened, setOpened] = useState<Opened>(null);
  return (
    <>
      <PageHeader
        title={texts.title}
        divided
        actions={(
          <>
            <ExchangeSections current="site" />
            {mayEdit ? (
              <Button
                leftSection={<IconPlus size={16} stroke={1.75} />}
                onClick={() => setOpened({ form: null })}
              >
                {texts.add}
              </Button>
            ) : null}
          </>
        )}
      />
      <PageBody padded>
        <p className={css.quiet}>{texts.intro}</p>
        <p className={css.quiet}>{texts.pictures}</p>
        <Address />
        <Accounts mayEdit={mayEdit} onOpen={setOpened} />
        <Sessions />
      </PageBody>
      <Dialogs opened={opened} onClose={() => setOpened(null)} />
    </>
  );
}

/** «Обмен с сайтом» of 1C: who may come, and what every visit brought. */
export function SiteExchangePage() {
  const mayEdit = allows(useSession(), 'exchange', 'edit');
  return (
    <Page title={texts.title}>
      <SiteExchange mayEdit={mayEdit} />
    </Page>
  );
}
