// Asks for what a stage requires, saves it and makes the move that was refused.
import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { firstField } from '../form/first-field.ts';
import { FormError } from '../form/form-error.tsx';
import { fieldError } from '../form/problem-fields.ts';
import { ru } from '../texts/ru.ts';
import { ruFields } from '../texts/ru-fields.ts';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { NeededFields, neededBody } from './needed-fields.tsx';
import type { Values } from './needed-fields.tsx';
import { refreshRecord, saveRecord, useStageRecord } from './stage-records.ts';
import { askForStage } from './stage-request.ts';
import type { StageRequest } from './stage-request.ts';
import css from '../form/form.module.css';

function Fields({ version, request }: { version: number; request: StageRequest }) {
  const { record, fields } = request;
  const [values, setValues] = useState<Values>({});
  const save = useMutation({
    mutationFn: () => saveRecord(record, { version, ...neededBody(fields, values) }),
    onSuccess: () => {
      askForStage(null);
      request.retry();
    },
    onSettled: () => refreshRecord(record),
  });
  const set = (name: string, value: unknown) => setValues((now) => ({ ...now, [name]: value }));
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form ref={firstField} className={css.form} onSubmit={submit} noValidate>
      <NeededFields entity={record.entity} fields={fields} values={values} set={set}
        errorOf={(name) => fieldError(save.error, name)} />
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
