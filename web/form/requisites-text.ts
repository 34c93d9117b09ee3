// Requisites as one pastes them into a letter or a contract: a line each, the empty ones left out.
import type { BankAccount } from '#contract/company-parts';
import { ruRequisites as texts } from '../texts/ru-requisites.ts';
import { copyText } from '../ui/copy-text.ts';
import { failToast } from '../ui/fail-toast.ts';
import { toast } from '../ui/toast-store.ts';

export type Requisites = {
  name: string; fullName: string | null; inn: string | null; kpp: string | null;
  ogrn: string | null; address: string | null; bankAccounts: readonly BankAccount[];
  signatories?: readonly { position: string; name: string; basis: string | null }[];
};

const line = (label: string, value: string | null | undefined) =>
  (value ? [`${label} ${value}`] : []);

export function requisitesText(of: Requisites): string {
  // One account is meant: the main one.
  const account = of.bankAccounts.find(({ isMain }) => isMain) ?? of.bankAccounts[0];
  const signatory = of.signatories?.[0];
  return [
    of.fullName ?? of.name,
    ...line(texts.inn, of.inn), ...line(texts.kpp, of.kpp),
    ...line(of.ogrn?.length === 15 ? texts.ogrnip : texts.ogrn, of.ogrn),
    ...line(texts.address, of.address),
    ...(account ? [
      `${texts.account} ${account.account}`, `${texts.bank} ${account.bankName}`,
      `${texts.bic} ${account.bic}`, ...line(texts.corrAccount, account.corrAccount),
    ] : []),
    ...(signatory ? [`${signatory.position} ${signatory.name}${
      signatory.basis ? `, ${texts.basis} ${signatory.basis}` : ''}`] : []),
  ].join('\n');
}

export function copyRequisites(of: Requisites): void {
  copyText(requisitesText(of))
    .then(() => toast(texts.copied))
    .catch((error: unknown) => failToast(texts.copyFailed, error));
}
