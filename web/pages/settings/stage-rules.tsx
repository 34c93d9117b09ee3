import { Switch } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { stageEdit } from '#contract/pipelines';
import type { EditedPipeline, EditedStage } from '#contract/pipelines';
import { REQUIRABLE_DEAL_FIELDS, stageRules } from '#contract/stage-rules';
import { call } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { ruStageRules } from '../../texts/ru-stage-rules.ts';
import { RequiredFields } from './required-fields.tsx';
import { SavedNumber } from './saved-number.tsx';
import { change } from './use-pipelines-editor.ts';
import css from './settings.module.css';

const { editor: texts } = ruStageRules;

/** The rules of a stage in one line, for who looks over the whole pipeline. */
export function summaryOf({ semantics, requiredFields, needsPayment, idleDays }: EditedStage) {
  return [
    ...(requiredFields.length > 0 ? [texts.sumRequired(requiredFields.length)] : []),
    ...(needsPayment ? [texts.sumPayment] : []),
    ...(semantics === 'lost' ? [texts.sumReason] : []),
    ...(semantics === 'open' ? [texts.sumIdle(idleDays)] : []),
  ].join(' · ');
}

type RuleProps = { stage: EditedStage; disabled: boolean };

function Idle({ pipeline, stage, disabled }: RuleProps & { pipeline: EditedPipeline }) {
  const save = (idleDays: number | null) => {
    if (idleDays === null) return;
    void change(call(stageEdit, {
      params: { id: stage.id }, body: { version: pipeline.version, idleDays },
    }));
  };
  return (
    <SavedNumber
      label={texts.idle}
      description={texts.idleHint}
      max={250}
      disabled={disabled}
      value={stage.idleDays}
      onSave={save}
    />
  );
}

/** What a stage asks of a deal that people bring into it; each rule is kept at once. */
export function StageRules({ pipeline, stage, disabled }: RuleProps & {
  pipeline: EditedPipeline;
}) {
  const rule = { stage, disabled };
  return (
    <div className={css.rules} role="group" aria-label={texts.open(stage.name)}>
      <RequiredFields
        entity="deal"
        builtIn={REQUIRABLE_DEAL_FIELDS}
        disabled={disabled}
        value={stage.requiredFields}
        onChange={(requiredFields) => void change(call(stageRules, {
          params: { id: stage.id }, body: { requiredFields },
        }))}
      />
      {stage.semantics === 'won' ? (
        <Switch
          label={texts.payment}
          description={texts.paymentHint}
          checked={stage.needsPayment}
          disabled={disabled}
          onChange={(event) => void change(call(stageRules, {
            params: { id: stage.id }, body: { needsPayment: event.currentTarget.checked },
          }))}
        />
      ) : null}
      {stage.semantics === 'lost' ? (
        <p className={css.hint}>
          {texts.lost}
          {' '}
          <Link to={paths.lossReasons()}>{texts.lossReasons}</Link>
        </p>
      ) : null}
      {stage.semantics === 'open' ? (
        <Idle key={stage.idleDays} pipeline={pipeline} {...rule} />
      ) : null}
    </div>
  );
}
