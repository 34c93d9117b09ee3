import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { CustomControl } from '../custom/custom-control.tsx';
import { useCustomFields } from '../custom/use-custom-fields.ts';
import { MoneyInput } from '../form/money-input.tsx';
import { ReferenceSelect } from '../form/reference-select.tsx';
import { useChoices } from '../form/use-choices.ts';
import { DueFields } from '../pages/tasks/due-fields.tsx';
import { ruMass } from '../texts/ru-mass.ts';
import type { Draft } from './mass-draft.ts';
import { MASS_FIELDS, ownMassFields } from './mass-fields.ts';
import type { MassField, MassNoun } from './mass-fields.ts';
import { findStage, usePipelines } from '../pages/deals/use-deals-view.ts';
import { MassLoss } from './mass-loss.tsx';
import { ENTITY_OF } from './nouns.ts';
import css from './mass.module.css';

type FieldsProps = {
  noun: MassNoun;
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  /** Said under a field that must be filled. */
  need: string | null;
};

function ChoiceValue({ field, draft, set, need }: FieldsProps & { field: MassField }) {
  const { choices } = useChoices(field.source, '');
  return (
    <NativeSelect
      label={ruMass.value}
      value={draft.choice ?? ''}
      error={need}
      data={[{ value: '', label: '' }, ...choices.map((choice) =>
        ({ value: String(choice.value), label: choice.title }))]}
      onChange={(event) => set({ choice: event.currentTarget.value || null })}
    />
  );
}

function Value(props: FieldsProps & { field: MassField }) {
  const { field, draft, set, need } = props;
  switch (field.kind) {
    case 'choice': return <ChoiceValue {...props} />;
    case 'due': return <DueFields value={draft.due} onChange={(due) => set({ due })} />;
    case 'custom': return field.own ? (
      <CustomControl field={field.own} value={draft.custom}
        onChange={(custom) => set({ custom })} />
    ) : null;
    case 'money': return (
      <MoneyInput
        label={ruMass.value}
        value={draft.kopecks}
        onChange={(kopecks) => set({ kopecks })}
      />
    );
    case 'reference': return (
      <ReferenceSelect
        label={ruMass.value}
        source={field.source ?? ''}
        value={draft.reference}
        onChange={(reference) => set({ reference })}
        error={need}
      />
    );
    case 'text': return (
      <Textarea
        label={ruMass.value}
        description={ruMass.valueEmpty}
        autosize
        minRows={1}
        value={draft.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
    );
  }
}

/** Nothing to fill in: what will happen. */
export function SendHint() {
  return <p>{ruMass.sendHint}</p>;
}

export function EditField(props: FieldsProps) {
  const { noun, draft, set, need } = props;
  const own = useCustomFields(ENTITY_OF[noun]);
  const fields = [...MASS_FIELDS[noun], ...ownMassFields(own)];
  return (
    <>
      <NativeSelect
        data-autofocus
        label={ruMass.field}
        value={draft.field?.name ?? ''}
        error={draft.field ? null : need}
        data={[{ value: '', label: '' }, ...fields.map((field) => ({
          value: field.name, label: field.own?.name ?? ruMass.fields[field.name] ?? field.name,
        }))]}
        onChange={(event) => set({
          field: fields.find(({ name }) => name === event.currentTarget.value) ?? null,
          text: '', kopecks: null, reference: null, choice: null, due: { day: '', time: '' },
          custom: null,
        })}
      />
      {draft.field ? <Value key={draft.field.name} {...props} field={draft.field} /> : null}
    </>
  );
}

export function AssignFields({ draft, set, need }: FieldsProps) {
  return (
    <ReferenceSelect
      label={ruMass.employee}
      source="employees"
      value={draft.employee}
      onChange={(employee) => set({ employee })}
      error={need}
    />
  );
}

export function TransferFields({ draft, set, need }: FieldsProps) {
  return (
    <>
      <div className={css.pair}>
        <ReferenceSelect
          label={ruMass.department}
          source="departments"
          value={draft.department}
          onChange={(department) => set({ department, employee: null })}
          error={draft.department ? null : need}
        />
        <ReferenceSelect
          label={ruMass.receiver}
          source={draft.department ? `employeesOf:${draft.department.id}` : 'employees'}
          disabled={!draft.department}
          value={draft.employee}
          onChange={(employee) => set({ employee })}
        />
      </div>
      <p className={css.hint}>{ruMass.receiverHint}</p>
      <Textarea
        label={ruMass.reason}
        autosize
        minRows={2}
        maxLength={2000}
        value={draft.text}
        error={draft.text.trim() ? null : need}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
    </>
  );
}

export function TagFields({ draft, set, need }: FieldsProps) {
  return (
    <>
      <TextInput
        data-autofocus
        label={ruMass.tagsAdd}
        description={ruMass.tagsHint}
        value={draft.text}
        error={need}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <TextInput
        label={ruMass.tagsRemove}
        value={draft.other}
        onChange={(event) => set({ other: event.currentTarget.value })}
      />
    </>
  );
}

export function AttributeFields({ draft, set, need }: FieldsProps) {
  return (
    <>
      <TextInput
        data-autofocus
        label={ruMass.attribute}
        maxLength={100}
        value={draft.other}
        error={need}
        onChange={(event) => set({ other: event.currentTarget.value })}
      />
      <TextInput
        label={ruMass.value}
        description={ruMass.attributeHint}
        maxLength={1000}
        value={draft.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
    </>
  );
}

/** What becomes of tasks. */
export function CloseFields({ draft, set, need }: FieldsProps) {
  return (
    <NativeSelect
      data-autofocus
      label={ruMass.state}
      value={draft.choice ?? ''}
      error={need}
      data={[{ value: '', label: '' }, ...Object.entries(ruMass.closings)
        .map(([value, label]) => ({ value, label }))]}
      onChange={(event) => set({ choice: event.currentTarget.value || null })}
    />
  );
}

export function StageFields({ noun, draft, set, need }: FieldsProps) {
  const { pipelines } = usePipelines();
  const isLostStage = (stage: { id: number } | null) => noun === 'deals'
    && stage !== null && findStage(pipelines, stage.id)?.semantics === 'lost';
  return (
    <>
      <ReferenceSelect
        label={ruMass.stage}
        source={noun === 'leads' ? 'leadStages' : 'stages'}
        value={draft.stage}
        onChange={(stage) => set({ stage, lossReason: null, isLost: isLostStage(stage) })}
        error={draft.stage ? null : need}
      />
      {noun === 'leads' ? (
        <TextInput
          label={ruMass.leadReason}
          maxLength={500}
          value={draft.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
      ) : <MassLoss draft={draft} set={set} need={need} />}
    </>
  );
}

export function TaskFields({ draft, set, need }: FieldsProps) {
  return (
    <>
      <TextInput
        data-autofocus
        label={ruMass.task}
        maxLength={500}
        value={draft.text}
        error={need}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <DueFields value={draft.due} onChange={(due) => set({ due })} />
      <ReferenceSelect
        label={ruMass.taskWho}
        source="employees"
        value={draft.employee}
        onChange={(employee) => set({ employee })}
      />
      <p className={css.hint}>{ruMass.taskWhoHint}</p>
    </>
  );
}
