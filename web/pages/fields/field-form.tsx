import { Button, Checkbox, Modal, MultiSelect, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { CUSTOM_KINDS } from '#contract/custom-fields';
import type { CustomEntity, CustomKind, FieldDefinition } from '#contract/custom-fields';
import type { Role } from '#contract/staff';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ru } from '../../texts/ru.ts';
import { ruFields as texts } from '../../texts/ru-fields.ts';
import { formatNumber } from '../../ui/format.ts';
import { toast } from '../../ui/toast-store.ts';
import { OptionRows } from './option-rows.tsx';
import { saveField, stagesOf, useUsage } from './use-fields.ts';
import type { FieldDraft, StageGroup } from './use-fields.ts';
import form from '../../form/form.module.css';

const SHOWN = ['name', 'code', 'options', 'kind', 'isSearched'];

type FieldFormProps = {
  entity: CustomEntity; field?: FieldDefinition; roles: Role[]; groups: StageGroup[];
  /** Headings that other fields of the record have. */
  sections: string[];
  onClose: () => void;
};

const NEW: Omit<FieldDraft, 'entity' | 'stageIds'> = {
  kind: 'text', code: '', name: '', hint: null, section: null, options: [], readerRoleIds: null,
  editorRoleIds: null, isFrequent: false, isSearched: false, isListed: true,
};

function draftOf({ entity, field, groups }: FieldFormProps): FieldDraft {
  if (!field) return { ...NEW, entity, stageIds: [] };
  const { kind, code, name, hint, section, options } = field;
  const { readerRoleIds, editorRoleIds, isFrequent, isSearched, isListed } = field;
  return {
    entity, kind, code, name, hint, section, options, readerRoleIds, editorRoleIds, isFrequent,
    isSearched, isListed, stageIds: stagesOf(groups, code),
  };
}

type PartProps = FieldFormProps & {
  draft: FieldDraft; set: (patch: Partial<FieldDraft>) => void; error: unknown;
};

function Kind({ field, draft, set, error }: PartProps) {
  const choice = (
    <Select
      label={texts.kind}
      allowDeselect={false}
      data={CUSTOM_KINDS.map((value) => ({ value, label: texts.kinds[value] ?? value }))}
      value={draft.kind}
      error={fieldError(error, 'kind')}
      onChange={(value) => set({ kind: (value ?? 'text') as CustomKind, options: [] })}
    />
  );
  if (field) {
    return (
      <>
        {field.archivedAt ? choice : null}
        <p className={form.hint}>{texts.kinds[field.kind]}, {field.code}. {texts.kindStays}</p>
      </>
    );
  }
  return (
    <div className={form.pair}>
      {choice}
      <TextInput
        label={texts.code}
        placeholder="gorod_dostavki"
        title={texts.codeHint}
        maxLength={40}
        value={draft.code}
        error={fieldError(error, 'code')}
        onChange={(event) => set({ code: event.currentTarget.value.trim() })}
      />
    </div>
  );
}

/** No role chosen is everybody. */
function Roles({ label, hint, roles, value, onChange }: {
  label: string; hint: string; roles: Role[]; value: number[] | null;
  onChange: (value: number[] | null) => void;
}) {
  return (
    <MultiSelect
      label={label}
      placeholder={value ? undefined : hint}
      clearable
      searchable
      data={roles.map((role) => ({ value: String(role.id), label: role.name }))}
      value={(value ?? []).map(String)}
      onChange={(ids) => onChange(ids.length > 0 ? ids.map(Number) : null)}
    />
  );
}

function Stages({ draft, set, groups }: PartProps) {
  if (groups.length === 0) return null;
  return (
    <MultiSelect
      label={texts.stages}
      description={texts.stagesHint}
      searchable
      clearable
      data={groups.map((group) => ({
        group: group.name,
        items: group.stages.map((stage) => ({ value: String(stage.id), label: stage.name })),
      }))}
      value={draft.stageIds.map(String)}
      onChange={(ids) => set({ stageIds: ids.map(Number) })}
    />
  );
}

function Texts({ draft, set, error, isTried, sections }: PartProps & { isTried: boolean }) {
  const missing = isTried && !draft.name.trim() ? texts.needName : undefined;
  return (
    <>
      <TextInput
        data-autofocus
        label={texts.name}
        maxLength={80}
        value={draft.name}
        error={missing ?? fieldError(error, 'name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={form.pair}>
        <TextInput label={texts.section} placeholder={texts.sectionHint} maxLength={80}
          list="field-sections" value={draft.section ?? ''}
          onChange={(event) => set({ section: event.currentTarget.value || null })} />
        <datalist id="field-sections">
          {sections.map((section) => <option key={section} value={section} />)}
        </datalist>
        <TextInput label={texts.hint} maxLength={300} value={draft.hint ?? ''}
          onChange={(event) => set({ hint: event.currentTarget.value || null })} />
      </div>
    </>
  );
}

/** Where the field works beside the card. */
function Marks({ draft, set, error }: PartProps) {
  const mark = (name: 'isListed' | 'isSearched' | 'isFrequent', label: string, hint: string) => (
    <Checkbox label={label} description={hint} checked={draft[name]} error={fieldError(error, name)}
      onChange={(event) => set({ [name]: event.currentTarget.checked })} />
  );
  return (
    <>
      {mark('isListed', texts.listed, texts.listedHint)}
      {draft.kind === 'text' ? mark('isSearched', texts.searched, texts.searchedHint) : null}
      {draft.kind === 'file' ? null : mark('isFrequent', texts.frequent, texts.frequentHint)}
    </>
  );
}

function UsageLine({ field }: { field: FieldDefinition | undefined }) {
  const { data } = useUsage(field?.id);
  if (!data) return null;
  return (
    <p className={form.hint} role="status">
      {data.filled === 0 ? texts.unused : texts.usage(formatNumber(data.filled), data.isMore)}
    </p>
  );
}

/** A new field or one that exists; its code is for ever. */
export function FieldForm(props: FieldFormProps) {
  const { field, roles, groups, onClose } = props;
  const [draft, setDraft] = useState(() => draftOf(props));
  const [isTried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => saveField(draft, field, groups),
    onSuccess: () => {
      toast(texts.saved(draft.name));
      onClose();
    },
  });
  const set = (patch: Partial<FieldDraft>) => setDraft((now) => ({ ...now, ...patch }));
  const part = { ...props, draft, set, error: save.error };
  const isList = draft.kind === 'list' || draft.kind === 'multiList';

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim()) save.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={field ? texts.edit(field.name) : texts.add} size={560}>
      <form className={form.form} onSubmit={submit} noValidate>
        <Texts {...part} isTried={isTried} />
        <Kind {...part} />
        {isList ? (
          <OptionRows options={draft.options} error={fieldError(save.error, 'options')}
            onChange={(options) => set({ options })} />
        ) : null}
        <div className={form.pair}>
          <Roles label={texts.readers} hint={texts.everybody} roles={roles}
            value={draft.readerRoleIds} onChange={(readerRoleIds) => set({ readerRoleIds })} />
          <Roles label={texts.editors} hint={texts.everyEditor} roles={roles}
            value={draft.editorRoleIds} onChange={(editorRoleIds) => set({ editorRoleIds })} />
        </div>
        <Stages {...part} />
        <Marks {...part} />
        <UsageLine field={field} />
        <FormError error={save.error} shown={SHOWN} />
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={save.isPending}>{ru.common.save}</Button>
        </div>
      </form>
    </Modal>
  );
}
