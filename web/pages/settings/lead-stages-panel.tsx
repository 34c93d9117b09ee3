import { Button, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { leadStageEdit } from '#contract/lead-stages';
import type { LeadStageEdit } from '#contract/lead-stages';
import { leadsBoard, leadStageRules, leadStagesList } from '#contract/leads';
import type { LeadStage } from '#contract/leads';
import { REQUIRABLE_LEAD_FIELDS } from '#contract/stage-rules';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { InlineText } from '../../form/inline-text.tsx';
import { ruSettings } from '../../texts/ru-settings.ts';
import { ruStageRules } from '../../texts/ru-stage-rules.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { Panel } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { RequiredFields } from './required-fields.tsx';
import { StageColour } from './stage-colour.tsx';
import css from './settings.module.css';

const { editor, leads: texts } = ruStageRules;
const BY_PROGRAM = new Set(['passed', 'converted']);

const refresh = () => {
  for (const route of [leadStagesList, leadsBoard]) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  }
};

function keep(act: Promise<unknown>): Promise<void> {
  return act.then(() => undefined, (error: unknown) => failToast(texts.changeFailed, error))
    .finally(refresh);
}

const edit = (stage: LeadStage, body: LeadStageEdit) =>
  keep(call(leadStageEdit, { params: { id: stage.id }, body }));

type RowProps = { stage: LeadStage; mayEdit: boolean };

function Name({ stage, mayEdit }: RowProps) {
  if (!mayEdit) return stage.name;
  return (
    <InlineText
      label={ruSettings.rename(stage.name)}
      value={stage.name}
      required
      maxLength={80}
      onSave={(name) => name && void edit(stage, { name })}
    />
  );
}

function Rules({ stage, mayEdit }: RowProps) {
  return (
    <div className={css.rules} role="group" aria-label={editor.open(stage.name)}>
      <RequiredFields
        entity="lead"
        builtIn={REQUIRABLE_LEAD_FIELDS}
        disabled={!mayEdit}
        value={stage.requiredFields}
        onChange={(requiredFields) => void keep(call(leadStageRules, {
          params: { id: stage.id }, body: { requiredFields },
        }))}
      />
      {stage.semantics === 'lost' ? (
        <Switch
          label={texts.needsReason}
          checked={stage.needsReason}
          disabled={!mayEdit}
          onChange={(event) =>
            void edit(stage, { needsReason: event.currentTarget.checked })}
        />
      ) : null}
    </div>
  );
}

const summaryOf = ({ requiredFields, needsReason }: LeadStage) => [
  ...(requiredFields.length > 0 ? [editor.sumRequired(requiredFields.length)] : []),
  ...(needsReason ? [editor.sumReason] : []),
].join(' · ');

function Row({ stage, mayEdit }: RowProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={css.line}>
      <StageColour
        stage={stage}
        disabled={!mayEdit}
        onChoose={(colour) => void edit(stage, { colour })}
      />
      <div className={css.grow}>
        <Name stage={stage} mayEdit={mayEdit} />
        <p className={css.hint}>{summaryOf(stage)}</p>
      </div>
      <span className={css.hint}>
        {BY_PROGRAM.has(stage.code) ? texts.byProgram
          : ruSettings.pipelines.kinds[stage.semantics]}
      </span>
      <Button
        variant="default"
        aria-label={editor.open(stage.name)}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {editor.button}
      </Button>
      {isOpen ? <Rules stage={stage} mayEdit={mayEdit} /> : null}
    </li>
  );
}

/** Stages of leads: what they are called and whether a closing asks for words. */
export function LeadStagesPanel({ mayEdit }: { mayEdit: boolean }) {
  useChanges('leadStage', null, refresh);
  const reading = useQuery(routeQuery(leadStagesList, {}));
  const { data } = reading;
  return (
    <Panel title={texts.title}>
      <p className={css.hint}>{texts.hint}</p>
      <ReadingState of={reading} title={texts.failed} rows={6} rowHeight={40} />
      <ul aria-label={texts.title}>
        {data?.map((stage) => <Row key={stage.id} stage={stage} mayEdit={mayEdit} />)}
      </ul>
    </Panel>
  );
}
