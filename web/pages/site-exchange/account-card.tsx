import { Button } from '@mantine/core';
import type { SiteAccount } from '#contract/site-exchange';
import { ruSiteExchange } from '../../texts/ru-site-exchange.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { failToast } from '../../ui/fail-toast.ts';
import { formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { PropertyList } from '../../ui/property-list.tsx';
import { Tag } from '../../ui/tag.tsx';
import { toast } from '../../ui/toast-store.ts';
import { editSiteAccount, refreshSiteExchange } from './use-site-exchange.ts';
import css from './site-exchange.module.css';

const { account: texts } = ruSiteExchange;

function switchAccount(account: SiteAccount, disabled: boolean): void {
  const { login } = account;
  editSiteAccount(account, { disabled })
    .then(() => toast(disabled ? texts.disabledToast(login) : texts.enabledToast(login)))
    .catch((error: unknown) => failToast(texts.failed, error))
    .finally(refreshSiteExchange);
}

function Switch({ account }: { account: SiteAccount }) {
  if (account.disabledAt) {
    return (
      <Button variant="default" onClick={() => switchAccount(account, false)}>
        {texts.enable}
      </Button>
    );
  }
  return (
    <ConfirmPopover
      question={texts.disableQuestion(account.login)}
      confirm={texts.disable}
      onConfirm={() => switchAccount(account, true)}
    >
      {(open) => <Button variant="default" onClick={open}>{texts.disable}</Button>}
    </ConfirmPopover>
  );
}

type AccountCardProps = {
  account: SiteAccount; stages: string[]; mayEdit: boolean;
  onEdit: () => void; onCheck: () => void;
};

/** One account: whose base it is, from where it may come, what it takes. */
export function AccountCard({ account, stages, mayEdit, onEdit, onCheck }: AccountCardProps) {
  const { login, ib, addresses, takesZip, encoding, lastSeenAt, disabledAt } = account;
  return (
    <Panel
      title={login}
      aside={(
        <Tag meaning={disabledAt ? 'bad' : 'ok'}>
          {disabledAt ? texts.disabled : texts.live}
        </Tag>
      )}
    >
      <PropertyList
        items={[
          { label: texts.base, value: ib },
          { label: texts.addresses, value: addresses.join(', ') || texts.anywhere },
          { label: texts.orders, value: stages.join(', ') || texts.noOrders },
          { label: texts.encoding, value: encoding },
          { label: texts.zip, value: takesZip ? texts.zipYes : texts.zipNo },
          { label: texts.seen, value: lastSeenAt ? formatMoment(lastSeenAt) : texts.never },
        ]}
      />
      {mayEdit ? (
        <div className={css.acts}>
          <Button variant="default" onClick={onCheck}>{texts.check}</Button>
          <Button variant="default" onClick={onEdit}>{texts.edit}</Button>
          <Switch account={account} />
        </div>
      ) : null}
    </Panel>
  );
}
