// Asks for what a stage requires, saves it and makes the move that was refused.
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { customCode } from '#contract/custom-fields';
import type { CustomField } from '#contract/custom-fields';
import { CustomControl, sentValue } from '../custom/custom-control.tsx';
import { useCustomFields } from '../custom/use-custom-fields.ts';
import { FormError } from '../form/form-error.tsx';
import { MoneyInput } from '../form/money-input.tsx';
import { fieldError } from '../form/problem-fields.ts';
import { ReferenceSelect } from '../form/reference-select.tsx';
import { ru } from '../texts/ru.ts';
import { ruFields } from '../texts/ru-fields.ts';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { labelsOf, refreshRecord, saveRecord, useStageRecord } from './stage-records.ts';
import { askForStage } from './stage-request.ts';
import type { StageRequest } from './stage-request.ts';
import css from '../pages/deal/dialog.module.css';

type Values = Record<string, unknown>;
type FieldProps = {
  name: string; label: string; values: Values; set: (name: string, value: unknown) => void;
  error?: string;
};

const SOURCES: Readonly<Record<string, string>> = {
  companyId: 'companies', contactId: 'contacts', responsibleId: 'employees', sourceId: 'sources',
  topicId: 'leadTopics',
};

function FixedField({ name, label, values, set, error }: FieldProps) {
  const source = SOURCES[name];
  if (source) {
    const value = values[name] as { id: number; title: string } | undefined;
    return (
      <ReferenceSelect label={label} source={source} value={value ?? null} error={error}
        onChange={(next) => set(name, next)} />
    );
  }
  if (name === 'estimateKopecks') {
    return (
      <MoneyInput label={label} value={(values[name] as number | undefined) ?? null} error={error}
        onChange={(next) => set(name, next)} />
    );
  }
  return (
    <Textarea label={label} autosize minRows={1} error={error}
      value={(values[name] as string | undefined) ?? ''}
      onChange={(event) => set(name, event.currentTarget.value)} />
  );
}

function bodyOf(names: string[], values: Values): Values {
  const fixed: Values = {};
  const custom: Values = {};
  for (const name of names) {
    const value = values[name];
    const code = customCode(name);
    if (value === undefined) continue;
    if (code !== null) custom[code] = sentValue(value);
    else fixed[name] = name in SOURCES ? (value as { id: number } | null)?.id ?? null : value;
  }
  return { ...fixed, ...(Object.keys(custom).length > 0 ? { custom } : {}) };
}

function Fields({ version, request }: { version: number; request: StageRequest }) {
  const { record, fields } = request;
  const [values, setValues] = useState<Values>({});
  const custom = useCustomFields(record.entity);
  const labels = labelsOf(record);
  const save = useMutation({
    mutationFn: () => saveRecord(record, { version, ...bodyOf(fields, values) }),
    onSuccess: () => {
      askForStage(null);
      request.retry();
    },
    onSettled: () => refreshRecord(record),
  });
  const set = (name: string, value: unknown) => setValues((now) => ({ ...now, [name]: value }));
  const ownField = (name: string): CustomField | undefined =>
    custom.find((field) => field.code === customCode(name));

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {fields.map((name, index) => {
        const field = ownField(name);
        const error = fieldError(save.error, name);
        return field ? (
          <CustomControl key={name} field={field} value={values[name] ?? null} error={error}
            isFirst={index === 0}
            onChange={(value) => set(name, value)} />
        ) : (
          <FixedField key={name} name={name} label={labels[name] ?? name} values={values}
            set={set} error={error} />
        );
      })}
      <FormError error={save.error} shown={fields} />
      <div className={css.buttons}>
        <Button variant="default" onClick={() => askForStage(null)}>{ru.common.cancel}</Button>
        <Button type="submit" loading={save.isPending}>{ruFields.needsSubmit}</Button>
      </div>
    </form>
  );
}

export function StageDialog({ request }: { request: StageRequest }) {
  const record = useStageRecord(request.record);
  return (
    <Modal opened onClose={() => askForStage(null)} title={ruFields.needs(request.stageName)}
      size={460} zIndex={300}>
      {record ? <Fields version={record.version} request={request} />
        : <SkeletonRows count={4} />}
    </Modal>
  );
}
