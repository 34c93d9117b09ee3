import { ActionIcon, Menu, NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { ENTERS_WHEN, STAGE_COLOURS, stageEdit } from '#contract/pipelines';
import type { EditedPipeline, EditedStage, StageEdit } from '#contract/pipelines';
import { call } from '../../api/client.ts';
import { InlineText } from '../../form/inline-text.tsx';
import { ruSettings } from '../../texts/ru-settings.ts';
import { IconArchive } from '../../ui/icons.ts';
import { stageColor } from '../../ui/stage-dot.tsx';
import { change } from './use-pipelines-editor.ts';
import css from './settings.module.css';

const { pipelines: texts } = ruSettings;

type StageRowProps = {
  pipeline: EditedPipeline;
  stage: EditedStage;
  deals: number | undefined;
  mayEdit: boolean;
  onArchive: () => void;
};

type Edit = (fields: Omit<StageEdit, 'version'>) => void;

function Colour({ stage, edit }: { stage: EditedStage; edit: Edit }) {
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size={24} aria-label={texts.colourOf(stage.name)}>
          <i className={css.dot} style={{ background: stageColor(stage.colour) }} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {STAGE_COLOURS.map((colour) => (
          <Menu.Item
            key={colour}
            leftSection={(
              <i className={css.dot} style={{ background: stageColor(colour) }} aria-hidden />
            )}
            onClick={() => edit({ colour })}
          >
            {texts.colours[colour]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Idle({ stage, disabled, edit }: { stage: EditedStage; disabled: boolean; edit: Edit }) {
  const [value, setValue] = useState<number | string>(stage.idleDays);
  const save = () => {
    if (value !== '' && value !== stage.idleDays) edit({ idleDays: Number(value) });
  };
  return (
    <NumberInput
      w={72}
      aria-label={texts.idleOf(stage.name)}
      title={texts.idle}
      min={1}
      max={250}
      allowDecimal={false}
      hideControls
      disabled={disabled}
      value={value}
      onChange={setValue}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}

/** One stage: every cell saves by itself, with the version of the pipeline that was seen. */
export function StageRow({ pipeline, stage, deals, mayEdit, onArchive }: StageRowProps) {
  const edit: Edit = (fields) => void change(call(stageEdit, {
    params: { id: stage.id }, body: { version: pipeline.version, ...fields },
  }));
  const disabled = !mayEdit || stage.movesTo !== null;
  return (
    <div className={css.line}>
      <Colour stage={stage} edit={edit} />
      <div className={css.grow}>
        {disabled ? stage.name : (
          <InlineText
            label={ruSettings.rename(stage.name)}
            value={stage.name}
            required
            maxLength={80}
            onSave={(name) => name && edit({ name })}
          />
        )}
        {stage.movesTo ? <p className={css.hint}>{texts.movesTo(stage.movesTo.name)}</p> : null}
      </div>
      <span className={css.hint}>{deals}</span>
      <NativeSelect
        size="xs"
        w={110}
        aria-label={texts.semanticsOf(stage.name)}
        value={stage.semantics}
        disabled={disabled}
        data={Object.entries(texts.kinds).map(([value, label]) => ({ value, label }))}
        onChange={(event) => edit({
          semantics: event.currentTarget.value as EditedStage['semantics'],
        })}
      />
      <NativeSelect
        size="xs"
        w={190}
        aria-label={texts.conditionOf(stage.name)}
        value={stage.entersWhen ?? ''}
        disabled={disabled || stage.semantics === 'lost'}
        data={['', ...ENTERS_WHEN].map((value) => ({ value, label: texts.conditions[value]! }))}
        onChange={(event) => edit({
          entersWhen: (event.currentTarget.value || null) as StageEdit['entersWhen'],
        })}
      />
      <Idle key={stage.idleDays} stage={stage} disabled={disabled} edit={edit} />
      <ActionIcon
        aria-label={texts.archiveOf(stage.name)}
        title={ruSettings.archive}
        disabled={disabled}
        onClick={onArchive}
      >
        <IconArchive size={16} stroke={1.6} />
      </ActionIcon>
    </div>
  );
}
