import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { ENTERS_WHEN, stageEdit } from '#contract/pipelines';
import type { EditedPipeline, EditedStage, StageEdit } from '#contract/pipelines';
import { call } from '../../api/client.ts';
import { InlineText } from '../../form/inline-text.tsx';
import { ruSettings } from '../../texts/ru-settings.ts';
import { ruStageRules } from '../../texts/ru-stage-rules.ts';
import { formatNumber } from '../../ui/format.ts';
import { IconArchive } from '../../ui/icons.ts';
import { StageColour } from './stage-colour.tsx';
import { StageRules, summaryOf } from './stage-rules.tsx';
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

/** A pipeline keeps a stage of each outcome: that it may not go is said before it is tried. */
function isLastOfKind({ stages }: EditedPipeline, { id, semantics }: EditedStage): boolean {
  return !stages.some((each) => each.id !== id && each.semantics === semantics
    && each.archivedAt === null && each.movesTo === null);
}

/** One stage: every cell saves by itself, with the version of the pipeline that was seen. */
export function StageRow({ pipeline, stage, deals, mayEdit, onArchive }: StageRowProps) {
  const edit: Edit = (fields) => void change(call(stageEdit, {
    params: { id: stage.id }, body: { version: pipeline.version, ...fields },
  }));
  const disabled = !mayEdit || stage.movesTo !== null;
  const isLast = isLastOfKind(pipeline, stage);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={css.line}>
      <StageColour stage={stage} disabled={disabled} onChoose={(colour) => edit({ colour })} />
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
        <p className={css.hint}>
          {stage.movesTo ? texts.movesTo(stage.movesTo.name) : summaryOf(stage)}
        </p>
      </div>
      <span className={css.hint}>{deals === undefined ? null : formatNumber(deals)}</span>
      <NativeSelect
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
        className={css.entersWhen}
        aria-label={texts.conditionOf(stage.name)}
        value={stage.entersWhen ?? ''}
        disabled={disabled || stage.semantics === 'lost'}
        data={['', ...ENTERS_WHEN].map((value) => ({ value, label: texts.conditions[value]! }))}
        onChange={(event) => edit({
          entersWhen: (event.currentTarget.value || null) as StageEdit['entersWhen'],
        })}
      />
      <Button
        variant="default"
        aria-label={ruStageRules.editor.open(stage.name)}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {ruStageRules.editor.button}
      </Button>
      <ActionIcon
        aria-label={texts.archiveOf(stage.name)}
        title={isLast ? texts.lastOfKind(texts.kinds[stage.semantics]!) : ruSettings.archive}
        disabled={disabled || isLast}
        onClick={onArchive}
      >
        <IconArchive size={16} stroke={1.6} />
      </ActionIcon>
      {isOpen ? <StageRules pipeline={pipeline} stage={stage} disabled={disabled} /> : null}
    </div>
  );
}
