import { Switch, TextInput } from '@mantine/core';
import { accountFault, bicFault, corrAccountFault } from '#contract/bank';
import type { BankAccount } from '#contract/company-parts';
import { ruCompanies } from '../texts/ru-companies.ts';

const texts = ruCompanies.card.parts;

export const EMPTY_ACCOUNT: BankAccount = {
  bankName: '', bic: '', account: '', corrAccount: null, isMain: false,
};

export const isFilledAccount = ({ bankName, bic, account }: BankAccount) =>
  Boolean(bankName || bic || account);

/** Digits are checked as soon as all of them are there. */
const faultOf = (text: string | null, length: number, fault: (digits: string) => string | null) => {
  const digits = text?.replace(/\s/g, '') ?? '';
  return digits.length === length ? fault(digits) ?? undefined : undefined;
};

type BankAccountFieldsProps = {
  row: BankAccount;
  onChange: (patch: Partial<BankAccount>) => void;
  /** What the server says of a field. */
  errorOf: (field: string) => string | undefined;
};

/** One account: the numbers must fit their bank. */
export function BankAccountFields({ row, onChange, errorOf }: BankAccountFieldsProps) {
  const bic = row.bic.replace(/\s/g, '');
  return (
    <>
      <TextInput
        label={texts.bankName}
        maxLength={300}
        value={row.bankName}
        error={errorOf('bankName')}
        onChange={(event) => onChange({ bankName: event.currentTarget.value })}
      />
      <TextInput
        label={texts.bic}
        inputMode="numeric"
        maxLength={15}
        value={row.bic}
        error={errorOf('bic') ?? faultOf(row.bic, 9, bicFault)}
        onChange={(event) => onChange({ bic: event.currentTarget.value })}
      />
      <TextInput
        label={texts.account}
        inputMode="numeric"
        maxLength={30}
        value={row.account}
        error={errorOf('account') ?? faultOf(row.account, 20, (text) => accountFault(text, bic))}
        onChange={(event) => onChange({ account: event.currentTarget.value })}
      />
      <TextInput
        label={texts.corrAccount}
        inputMode="numeric"
        maxLength={30}
        value={row.corrAccount ?? ''}
        error={errorOf('corrAccount')
          ?? faultOf(row.corrAccount, 20, (text) => corrAccountFault(text, bic))}
        onChange={(event) => onChange({ corrAccount: event.currentTarget.value || null })}
      />
      <Switch
        size="xs"
        label={texts.mainAccount}
        checked={row.isMain}
        onChange={(event) => onChange({ isMain: event.currentTarget.checked })}
      />
    </>
  );
}
