import { Button, Modal, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { OwnEntity, OwnEntityCreate, Signatory } from '#contract/own-entities';
import { VAT_REGIMES } from '#contract/vat';
import type { VatRegime } from '#contract/vat';
import { innFault, kppFault, ogrnFault } from '#contract/requisites';
import {
  BankAccountFields, EMPTY_ACCOUNT, isFilledAccount,
} from '../../form/bank-account-fields.tsx';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { RowsEditor } from '../../form/rows-editor.tsx';
import { ru } from '../../texts/ru.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { ruOwnEntities } from '../../texts/ru-own-entities.ts';
import { toast } from '../../ui/toast-store.ts';
import { OwnDepartments } from './own-departments.tsx';
import { refreshOwnEntities, saveOwnEntity } from './use-own-entities.ts';
import form from '../../form/form.module.css';
import css from './own-entities.module.css';

const { form: texts } = ruOwnEntities;
const { parts } = ruCompanies.card;

export type Draft = Omit<OwnEntity, 'id' | 'onecNames' | 'archivedAt' | 'version'>;

const BLANK: Draft = {
  name: '', fullName: null, kind: 'legal', inn: null, kpp: null, ogrn: null, address: null,
  vatRegime: 'vat', bankAccounts: [], signatories: [], isDefault: false, departments: [],
};
const REGIMES = VAT_REGIMES.map((value) =>
  ({ value, label: ruOwnEntities.vatRegimes[value] }));
const EMPTY_SIGNATORY: Signatory = { position: '', name: '', basis: null };

type Text = 'fullName' | 'inn' | 'kpp' | 'ogrn' | 'address';
type Part = { draft: Draft; change: (patch: Partial<Draft>) => void; error: unknown };

const FAULTS: Partial<Record<Text, (text: string) => string | null>> = {
  inn: innFault, kpp: kppFault, ogrn: ogrnFault,
};
/** A fault is told once the digits are all there. */
const LENGTHS: Partial<Record<Text, number[]>> = { inn: [10, 12], kpp: [9], ogrn: [13, 15] };

function textField({ draft, change, error }: Part, name: Text) {
  const value = draft[name] ?? '';
  const early = LENGTHS[name]?.includes(value.length) ? FAULTS[name]?.(value) : null;
  return {
    label: texts[name],
    value,
    error: fieldError(error, name) ?? early ?? undefined,
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ [name]: event.currentTarget.value || null }),
  };
}

function Requisites(part: Part) {
  const { draft, change, error } = part;
  return (
    <>
      <TextInput
        label={texts.name}
        data-autofocus
        maxLength={300}
        value={draft.name}
        error={fieldError(error, 'name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput {...textField(part, 'fullName')} maxLength={1000} />
      <div className={form.pair}>
        <NativeSelect
          label={texts.kind}
          value={draft.kind}
          data={[
            { value: 'legal', label: texts.kinds.legal },
            { value: 'sole', label: texts.kinds.sole },
          ]}
          onChange={(event) =>
            change({ kind: event.currentTarget.value === 'sole' ? 'sole' : 'legal' })}
        />
        <NativeSelect
          label={texts.vat}
          value={draft.vatRegime}
          data={REGIMES}
          onChange={(event) => change({ vatRegime: event.currentTarget.value as VatRegime })}
        />
        <TextInput {...textField(part, 'inn')} inputMode="numeric" maxLength={12} />
        {draft.kind === 'legal' ? <TextInput {...textField(part, 'kpp')} maxLength={9} /> : null}
        <TextInput {...textField(part, 'ogrn')} inputMode="numeric" maxLength={15} />
      </div>
      <Textarea {...textField(part, 'address')} autosize maxLength={1000} />
    </>
  );
}

function Lists({ draft, change, error }: Part) {
  return (
    <>
      <h3 className={css.heading}>{parts.accounts}</h3>
      <RowsEditor
        rows={draft.bankAccounts}
        fresh={EMPTY_ACCOUNT}
        add={parts.addAccount}
        removeLabel={parts.removeRow}
        onChange={(bankAccounts) => change({ bankAccounts })}
      >
        {(row, edit, place) => (
          <BankAccountFields
            row={row}
            onChange={edit}
            errorOf={(field) => fieldError(error, `bankAccounts[${place}].${field}`)}
          />
        )}
      </RowsEditor>
      <h3 className={css.heading}>{ruOwnEntities.signatories}</h3>
      <RowsEditor
        rows={draft.signatories}
        fresh={EMPTY_SIGNATORY}
        add={texts.addSignatory}
        removeLabel={texts.removeSignatory}
        onChange={(signatories) => change({ signatories })}
      >
        {(row, edit, place) => (
          <>
            <TextInput
              label={texts.position}
              maxLength={200}
              value={row.position}
              error={fieldError(error, `signatories[${place}].position`)}
              onChange={(event) => edit({ position: event.currentTarget.value })}
            />
            <TextInput
              label={texts.signatory}
              maxLength={200}
              value={row.name}
              error={fieldError(error, `signatories[${place}].name`)}
              onChange={(event) => edit({ name: event.currentTarget.value })}
            />
            <TextInput
              label={texts.basis}
              maxLength={300}
              value={row.basis ?? ''}
              onChange={(event) => edit({ basis: event.currentTarget.value || null })}
            />
          </>
        )}
      </RowsEditor>
    </>
  );
}

const shownFields = (draft: Draft): string[] => [
  'name', 'fullName', 'inn', 'kpp', 'ogrn', 'address',
  ...draft.bankAccounts.flatMap((_, place) => ['bankName', 'bic', 'account', 'corrAccount']
    .map((field) => `bankAccounts[${place}].${field}`)),
  ...draft.signatories.flatMap((_, place) => ['position', 'name']
    .map((field) => `signatories[${place}].${field}`)),
];

const isFilled = ({ position, name }: Signatory) => Boolean(position.trim() || name.trim());

/** Only what differs is sent: what a colleague changed meanwhile in other fields stays. */
function bodyOf(draft: Draft, entity: OwnEntity | null): OwnEntityCreate {
  const { departments, ...fields } = draft;
  const whole = {
    ...fields, bankAccounts: draft.bankAccounts.filter(isFilledAccount),
    signatories: draft.signatories.filter(isFilled),
    departmentIds: departments.map(({ id }) => id),
  };
  if (!entity) return whole;
  const known = { ...entity, departmentIds: entity.departments.map(({ id }) => id) };
  return Object.fromEntries(Object.entries(whole).filter(([field, value]) =>
    JSON.stringify(value) !== JSON.stringify(known[field as keyof typeof known])),
  ) as OwnEntityCreate;
}

/** A legal entity, new or known. */
export function OwnEntityForm({ entity, onClose }: {
  entity: OwnEntity | null; onClose: () => void;
}) {
  const [draft, setDraft] = useState<Draft>(entity ?? BLANK);
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));
  const save = useMutation({
    mutationFn: () => saveOwnEntity(entity, bodyOf(draft, entity)),
    onSuccess: () => {
      refreshOwnEntities();
      toast(texts.saved(draft.name));
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  const part = { draft, change, error: save.error };
  return (
    <Modal opened onClose={onClose} title={entity ? texts.edit : texts.create} size={640}>
      <form className={form.form} onSubmit={submit} noValidate>
        <Requisites {...part} />
        <Lists {...part} />
        <OwnDepartments
          value={draft.departments}
          onChange={(departments) => change({ departments })}
        />
        <Switch
          size="xs"
          label={texts.isDefault}
          checked={draft.isDefault}
          disabled={entity?.isDefault}
          onChange={(event) => change({ isDefault: event.currentTarget.checked })}
        />
        <FormError error={save.error} shown={shownFields(draft)} />
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={save.isPending}>{ru.common.save}</Button>
        </div>
      </form>
    </Modal>
  );
}
