import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import { ADDRESS_KINDS, companyAddresses, companyBankAccounts } from '#contract/company-parts';
import type { BankAccount, CompanyAddress } from '#contract/company-parts';
import type { CompanyCard } from '#contract/customers';
import { call } from '../../api/client.ts';
import {
  BankAccountFields, EMPTY_ACCOUNT, isFilledAccount,
} from '../../form/bank-account-fields.tsx';
import { firstField } from '../../form/first-field.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { RowsEditor } from '../../form/rows-editor.tsx';
import { ru } from '../../texts/ru.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshCompany } from './use-company.ts';
import css from '../../form/form.module.css';

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
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  const shown = rows.flatMap((each, place) =>
    Object.keys(each as object).map((field) => `items[${place}].${field}`));
  return (
    <Modal opened onClose={onClose} title={title} size={560}>
      <form ref={firstField} className={css.form} onSubmit={submit} noValidate>
        <RowsEditor
          rows={rows}
          fresh={fresh}
          add={add}
          removeLabel={texts.removeRow}
          onChange={setRows}
        >
          {(each, change, place) => row(each, change, (field) =>
            fieldError(save.error, `items[${place}].${field}`))}
        </RowsEditor>
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

export function AccountsForm({ company: { id, version, bankAccounts }, onClose }: FormProps) {
  return (
    <RowsForm<BankAccount>
      title={texts.accounts}
      add={texts.addAccount}
      rows={bankAccounts}
      fresh={EMPTY_ACCOUNT}
      onClose={onClose}
      send={async (rows) => {
        const items = rows.filter(isFilledAccount);
        await call(companyBankAccounts, { params: { id }, body: { version, items } });
        refreshCompany(id);
      }}
      row={(row, change, errorOf) => (
        <BankAccountFields row={row} onChange={change} errorOf={errorOf} />
      )}
    />
  );
}
