import { ActionIcon, Button, Modal, Select, Switch, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import { accountFault, bicFault, corrAccountFault } from '#contract/bank';
import { ADDRESS_KINDS, companyAddresses, companyBankAccounts } from '#contract/company-parts';
import type { BankAccount, CompanyAddress } from '#contract/company-parts';
import type { CompanyCard } from '#contract/customers';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ru } from '../../texts/ru.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { IconPlus, IconTrash } from '../../ui/icons.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshCompany } from './use-company.ts';
import css from './form.module.css';

const texts = ruCompanies.card.parts;

type RowsFormProps<Row> = {
  title: string; add: string; rows: Row[]; fresh: Row; onClose: () => void;
  send: (rows: Row[]) => Promise<unknown>;
  row: (row: Row, change: (patch: Partial<Row>) => void, errorOf: ErrorOf) => ReactNode;
};
type ErrorOf = (field: string) => string | undefined;

/** A short list that is edited and saved whole. */
function RowsForm<Row>({ title, add, rows: known, fresh, onClose, send, row }: RowsFormProps<Row>) {
  const [rows, setRows] = useState<Row[]>(known.length > 0 ? known : [fresh]);
  const save = useMutation({
    mutationFn: () => send(rows),
    onSuccess: () => {
      toast(texts.saved);
      onClose();
    },
  });
  const change = (place: number, patch: Partial<Row>) => setRows((all) =>
    all.map((each, index) => (index === place ? { ...each, ...patch } : each)));
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  const shown = rows.flatMap((each, place) =>
    Object.keys(each as object).map((field) => `items[${place}].${field}`));
  return (
    <Modal opened onClose={onClose} title={title} size={560}>
      <form className={css.form} onSubmit={submit} noValidate>
        {rows.map((each, place) => (
          <div key={place} className={css.row}>
            <div className={css.rowFields}>
              {row(each, (patch) => change(place, patch), (field) =>
                fieldError(save.error, `items[${place}].${field}`))}
            </div>
            <ActionIcon
              aria-label={texts.removeRow(place + 1)}
              onClick={() => setRows((all) => all.filter((_, index) => index !== place))}
            >
              <IconTrash size={15} stroke={1.6} />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={15} stroke={1.75} />}
            onClick={() => setRows((all) => [...all, fresh])}
          >
            {add}
          </Button>
        </div>
        <FormError error={save.error} shown={shown} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={save.isPending}>{ru.common.save}</Button>
        </div>
      </form>
    </Modal>
  );
}

type FormProps = { company: CompanyCard; onClose: () => void };

export function AddressesForm({ company: { id, version, addresses }, onClose }: FormProps) {
  return (
    <RowsForm<CompanyAddress>
      title={texts.addresses}
      add={texts.addAddress}
      rows={addresses}
      fresh={{ kind: 'actual', value: '' }}
      onClose={onClose}
      send={async (rows) => {
        const items = rows.filter(({ value }) => value.trim());
        await call(companyAddresses, { params: { id }, body: { version, items } });
        refreshCompany(id);
      }}
      row={(address, change, errorOf) => (
        <>
          <Select
            label={texts.addressKind}
            allowDeselect={false}
            data={ADDRESS_KINDS.map((kind) => ({ value: kind, label: texts.addressKinds[kind]! }))}
            value={address.kind}
            onChange={(kind) => change({ kind: ADDRESS_KINDS.find((each) => each === kind) })}
          />
          <TextInput
            label={texts.address}
            maxLength={1000}
            value={address.value}
            error={errorOf('value')}
            onChange={(event) => change({ value: event.currentTarget.value })}
          />
        </>
      )}
    />
  );
}

const EMPTY_ACCOUNT: BankAccount = {
  bankName: '', bic: '', account: '', corrAccount: null, isMain: false,
};
const isFilled = ({ bankName, bic, account }: BankAccount) => Boolean(bankName || bic || account);

/** Digits are checked as soon as all of them are there. */
const faultOf = (text: string | null, length: number, fault: () => string | null) =>
  (text?.replace(/\s/g, '').length === length ? fault() ?? undefined : undefined);

export function AccountsForm({ company: { id, version, bankAccounts }, onClose }: FormProps) {
  return (
    <RowsForm<BankAccount>
      title={texts.accounts}
      add={texts.addAccount}
      rows={bankAccounts}
      fresh={EMPTY_ACCOUNT}
      onClose={onClose}
      send={async (rows) => {
        const items = rows.filter(isFilled);
        await call(companyBankAccounts, { params: { id }, body: { version, items } });
        refreshCompany(id);
      }}
      row={(row, change, errorOf) => (
        <>
          <TextInput
            label={texts.bankName}
            maxLength={300}
            value={row.bankName}
            error={errorOf('bankName')}
            onChange={(event) => change({ bankName: event.currentTarget.value })}
          />
          <TextInput
            label={texts.bic}
            inputMode="numeric"
            maxLength={15}
            value={row.bic}
            error={errorOf('bic') ?? faultOf(row.bic, 9, () => bicFault(row.bic))}
            onChange={(event) => change({ bic: event.currentTarget.value })}
          />
          <TextInput
            label={texts.account}
            inputMode="numeric"
            maxLength={30}
            value={row.account}
            error={errorOf('account')
              ?? faultOf(row.account, 20, () => accountFault(row.account, row.bic))}
            onChange={(event) => change({ account: event.currentTarget.value })}
          />
          <TextInput
            label={texts.corrAccount}
            inputMode="numeric"
            maxLength={30}
            value={row.corrAccount ?? ''}
            error={errorOf('corrAccount') ?? faultOf(row.corrAccount, 20, () =>
              corrAccountFault(row.corrAccount ?? '', row.bic))}
            onChange={(event) => change({ corrAccount: event.currentTarget.value || null })}
          />
          <Switch
            size="xs"
            label={texts.mainAccount}
            checked={row.isMain}
            onChange={(event) => change({ isMain: event.currentTarget.checked })}
          />
        </>
      )}
    />
  );
}
