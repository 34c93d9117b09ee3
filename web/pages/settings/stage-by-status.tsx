import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Stage } from '#contract/deals';
import { ruSettings } from '../../texts/ru-settings.ts';
import { usePipelines } from '../deals/use-deals-view.ts';
import type { EditorProps } from './use-settings.ts';
import css from './settings.module.css';

const { mapping: texts } = ruSettings;
const NO_STAGES: Stage[] = [];

function NewStatus({ stages, onAdd }: {
  stages: Stage[]; onAdd: (status: string, stageId: number) => void;
}) {
  const [status, setStatus] = useState('');
  const [stageId, setStageId] = useState('');
  const id = Number(stageId || stages[0]?.id);
  return (
    <div className={css.pair}>
      <TextInput
        className={css.grow}
        aria-label={texts.status}
        placeholder={texts.status}
        maxLength={200}
        value={status}
        onChange={(event) => setStatus(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={texts.stage}
        value={String(id)}
        data={stages.map((stage) => ({ value: String(stage.id), label: stage.name }))}
        onChange={(event) => setStageId(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={!status.trim()}
        onClick={() => {
          onAdd(status.trim(), id);
          setStatus('');
        }}
      >
        {texts.add}
      </Button>
    </div>
  );
}

/** Statuses of 1C and the stage of «Быстрая продажа» that a new deal begins at. */
export function StageByStatus({ setting, disabled, onSave }: EditorProps) {
  const { pipelines } = usePipelines();
  const stages = pipelines.find((each) => each.code === 'quick')?.stages ?? NO_STAGES;
  const value = setting.value as Record<string, number>;
  const names = new Map(stages.map((stage) => [stage.id, stage.name]));
  const entries = Object.entries(value);
  return (
    <div className={css.stack}>
      {entries.length === 0 ? <p className={css.hint}>{texts.none}</p> : null}
      {entries.map(([status, stageId]) => (
        <div key={status} className={css.pair}>
          <span className={css.grow}>{status}</span>
          <span>{names.get(stageId) ?? ''}</span>
          {disabled ? null : (
            <CloseButton
              size={22}
              aria-label={texts.remove(status)}
              onClick={() => onSave(Object.fromEntries(
                entries.filter(([each]) => each !== status)))}
            />
          )}
        </div>
      ))}
      {disabled ? null : (
        <NewStatus
          stages={stages}
          onAdd={(status, stageId) => onSave({ ...value, [status]: stageId })}
        />
      )}
    </div>
  );
}
