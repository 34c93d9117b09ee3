import { Button, Modal, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { pipelineArchive, stageArchive } from '#contract/pipelines';
import type { EditedPipeline, EditedStage } from '#contract/pipelines';
import { call } from '../../api/client.ts';
import { ru } from '../../texts/ru.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import { change, useUsage } from './use-pipelines-editor.ts';
import form from '../../form/form.module.css';
import css from './settings.module.css';

const { pipelines: texts } = ruSettings;

type Targets = { value: string; label: string }[];

/** Stages that deals of `stage` may go to: those of the same end, taking deals in. */
function targetsFor(stage: EditedStage, pipelines: EditedPipeline[]): Targets {
  return pipelines.filter((each) => each.archivedAt === null).flatMap((pipeline) =>
    pipeline.stages.filter((each) => each.id !== stage.id && each.semantics === stage.semantics
      && each.archivedAt === null && each.movesTo === null)
      .map((each) => ({ value: String(each.id), label: `${pipeline.name} → ${each.name}` })));
}

function TargetSelect({ label, targets, value, onChange }: {
  label: string; targets: Targets; value: number | undefined; onChange: (id: number) => void;
}) {
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      data={[{ value: '', label: '—' }, ...targets]}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
}

type Chosen = Record<number, number>;

function Buttons({ isEmpty, isReady, onClose, onConfirm }: {
  isEmpty: boolean; isReady: boolean; onClose: () => void; onConfirm: () => void;
}) {
  return (
    <div className={form.buttons}>
      <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
      <Button disabled={!isReady} onClick={onConfirm}>
        {isEmpty ? texts.confirmEmpty : texts.confirm}
      </Button>
    </div>
  );
}

type StageProps = {
  pipelines: EditedPipeline[]; pipeline: EditedPipeline; stage: EditedStage; onClose: () => void;
};

/** Says how many deals stand on the stage and asks where they go. */
export function ArchiveStageDialog({ pipelines, pipeline, stage, onClose }: StageProps) {
  const deals = useUsage(pipeline.id)?.get(stage.id);
  const [toStageId, setTarget] = useState<number>();
  // Within the pipeline first: that is what people mean.
  const own = pipelines.toSorted((a, b) =>
    Number(b.id === pipeline.id) - Number(a.id === pipeline.id));
  const isEmpty = deals === 0;
  function confirm() {
    void change(call(stageArchive, {
      params: { id: stage.id },
      body: { version: pipeline.version, ...(toStageId ? { toStageId } : {}) },
    })).then((isDone) => isDone && onClose());
  }
  return (
    <Modal opened onClose={onClose} title={texts.archiveTitle(stage.name)} size={440}>
      <div className={css.stack}>
        {deals === undefined ? <p>{ru.common.loading}</p>
          : <p>{isEmpty ? texts.empty : texts.holds(deals)}</p>}
        {deals && stage.entersWhen ? (
          <p className={form.warning}>{texts.losesMoney(texts.conditions[stage.entersWhen]!)}</p>
        ) : null}
        {deals ? (
          <TargetSelect
            label={texts.target}
            targets={targetsFor(stage, own)}
            value={toStageId}
            onChange={setTarget}
          />
        ) : null}
        <Buttons
          isEmpty={isEmpty}
          isReady={isEmpty || Boolean(toStageId)}
          onClose={onClose}
          onConfirm={confirm}
        />
      </div>
    </Modal>
  );
}

/** Each stage with deals asks for its target in another pipeline. */
export function ArchivePipelineDialog({ pipelines, pipeline, onClose }: Omit<StageProps, 'stage'>) {
  const usage = useUsage(pipeline.id);
  const [chosen, setChosen] = useState<Chosen>({});
  const full = pipeline.stages.filter((stage) => (usage?.get(stage.id) ?? 0) > 0);
  const others = pipelines.filter((each) => each.id !== pipeline.id);
  const isReady = usage !== undefined && full.every((stage) => chosen[stage.id]);
  function confirm() {
    const targets = full.map((stage) => ({ stageId: stage.id, toStageId: chosen[stage.id]! }));
    void change(call(pipelineArchive, {
      params: { id: pipeline.id }, body: { version: pipeline.version, targets },
    })).then((isDone) => isDone && onClose());
  }
  return (
    <Modal opened onClose={onClose} title={texts.archivePipelineTitle(pipeline.name)} size={480}>
      <div className={css.stack}>
        {full.length === 0 ? <p>{texts.emptyPipeline}</p> : null}
        {full.map((stage) => (
          <TargetSelect
            key={stage.id}
            label={texts.holdsOf(stage.name, usage?.get(stage.id) ?? 0)}
            targets={targetsFor(stage, others)}
            value={chosen[stage.id]}
            onChange={(id) => setChosen((now) => ({ ...now, [stage.id]: id }))}
          />
        ))}
        <Buttons
          isEmpty={full.length === 0}
          isReady={isReady}
          onClose={onClose}
          onConfirm={confirm}
        />
      </div>
    </Modal>
  );
}
