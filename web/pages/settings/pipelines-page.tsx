import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import {
  pipelineCreate, pipelineEdit, pipelineRestore, pipelinesOrder, stageCreate, stageRestore,
  stagesOrder,
} from '#contract/pipelines';
import type { EditedPipeline, EditedStage } from '#contract/pipelines';
import { call } from '../../api/client.ts';
import { allows, useSession } from '../../api/session.ts';
import { InlineText } from '../../form/inline-text.tsx';
import { ruSettings } from '../../texts/ru-settings.ts';
import { Panel } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { ArchivePipelineDialog, ArchiveStageDialog } from './archive-dialog.tsx';
import { LeadStagesPanel } from './lead-stages-panel.tsx';
import { PipelineRules } from './pipeline-rules.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { StageMoves } from './stage-moves.tsx';
import { StageRow } from './stage-row.tsx';
import { change, useEditedPipelines, useUsage } from './use-pipelines-editor.ts';
import css from './settings.module.css';

const { pipelines: texts } = ruSettings;

function NewStage({ pipeline }: { pipeline: EditedPipeline }) {
  const [name, setName] = useState('');
  const [semantics, setSemantics] = useState<EditedStage['semantics']>('open');
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    void change(call(stageCreate, {
      params: { id: pipeline.id },
      body: { version: pipeline.version, name: name.trim(), semantics, colour: 'blue' },
    })).then((isDone) => isDone && setName(''));
  }
  return (
    <form className={css.line} onSubmit={submit}>
      <TextInput
        className={css.grow}
        aria-label={texts.stageName}
        placeholder={texts.addStage}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={texts.semantics}
        value={semantics}
        data={Object.entries(texts.kinds).map(([value, label]) => ({ value, label }))}
        onChange={(event) => setSemantics(event.currentTarget.value as EditedStage['semantics'])}
      />
      <Button type="submit" variant="default" disabled={!name.trim()}>{ruSettings.add}</Button>
    </form>
  );
}

function Archived({ title, items, mayEdit, onRestore }: {
  title: string; items: { id: number; name: string }[]; mayEdit: boolean;
  onRestore: (id: number) => void;
}) {
  if (items.length === 0) return null;
  return (
    <Panel title={title}>
      <ul>
        {items.map((item) => (
          <li key={item.id} className={css.line}>
            <span className={css.grow}>{item.name}</span>
            {mayEdit ? (
              <Button variant="default" onClick={() => onRestore(item.id)}>
                {ruSettings.restore}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type EditorProps = { pipelines: EditedPipeline[]; pipeline: EditedPipeline; mayEdit: boolean };

function PipelineName({ pipeline, mayEdit }: { pipeline: EditedPipeline; mayEdit: boolean }) {
  if (!mayEdit) return pipeline.name;
  return (
    <InlineText
      label={ruSettings.rename(pipeline.name)}
      value={pipeline.name}
      required
      maxLength={80}
      onSave={(name) => name && void change(call(pipelineEdit, {
        params: { id: pipeline.id }, body: { version: pipeline.version, name },
      }))}
    />
  );
}

function PipelineEditor({ pipelines, pipeline, mayEdit }: EditorProps) {
  const usage = useUsage(pipeline.id);
  const [retired, setRetired] = useState<EditedStage | 'pipeline' | null>(null);
  const live = pipeline.stages.filter((stage) => stage.archivedAt === null);
  const dialog = { pipelines, pipeline, onClose: () => setRetired(null) };
  return (
    <>
      <Panel
        title={<PipelineName pipeline={pipeline} mayEdit={mayEdit} />}
        aside={mayEdit && pipeline.code !== 'quick' && !pipeline.isDefault ? (
          <Button variant="default" onClick={() => setRetired('pipeline')}>
            {texts.archivePipeline}
          </Button>
        ) : null}
      >
        <SortableList
          label={texts.stages}
          items={live}
          nameOf={(stage) => stage.name}
          disabled={!mayEdit}
          onOrder={(ids) => void change(call(stagesOrder, {
            params: { id: pipeline.id }, body: { version: pipeline.version, ids },
          }))}
        >
          {(stage) => (
            <StageRow
              pipeline={pipeline}
              stage={stage}
              deals={usage?.get(stage.id)}
              mayEdit={mayEdit}
              onArchive={() => setRetired(stage)}
            />
          )}
        </SortableList>
        {mayEdit ? <NewStage pipeline={pipeline} /> : null}
      </Panel>
      <PipelineRules pipeline={pipeline} mayEdit={mayEdit} />
      <Archived
        title={texts.archivedStages}
        items={pipeline.stages.filter((stage) => stage.archivedAt !== null)}
        mayEdit={mayEdit}
        onRestore={(id) => void change(call(stageRestore, { params: { id } }))}
      />
      {retired === 'pipeline' ? <ArchivePipelineDialog {...dialog} /> : null}
      {retired && retired !== 'pipeline'
        ? <ArchiveStageDialog {...dialog} stage={retired} /> : null}
    </>
  );
}

function NewPipeline({ pipelines, onCreated }: {
  pipelines: EditedPipeline[]; onCreated: (id: number) => void;
}) {
  const [name, setName] = useState('');
  const [copyFrom, setCopyFrom] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    void change(call(pipelineCreate, {
      body: { name: name.trim(), ...(copyFrom ? { copyFromId: Number(copyFrom) } : {}) },
    }).then((made) => {
      setName('');
      onCreated(made.id);
    }));
  }
  return (
    <form className={css.line} onSubmit={submit}>
      <TextInput
        className={css.grow}
        aria-label={texts.pipelineName}
        placeholder={texts.add}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={texts.copyFrom}
        value={copyFrom}
        data={[
          { value: '', label: texts.noCopy },
          ...pipelines.map((each) => ({ value: String(each.id), label: each.name })),
        ]}
        onChange={(event) => setCopyFrom(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!name.trim()}>{texts.create}</Button>
    </form>
  );
}

function Editors({ pipelines }: { pipelines: EditedPipeline[] }) {
  const mayEdit = allows(useSession(), 'setting', 'edit');
  const [chosenId, setChosenId] = useState<number>();
  const live = pipelines.filter((each) => each.archivedAt === null);
  const chosen = live.find((each) => each.id === chosenId) ?? live[0];
  return (
    <>
      <Panel title={texts.list}>
        <SortableList
          label={texts.list}
          items={live}
          nameOf={(each) => each.name}
          disabled={!mayEdit}
          onOrder={(ids) => void change(call(pipelinesOrder, { body: { ids } }))}
        >
          {(each) => (
            <button
              type="button"
              className={css.section}
              aria-current={each.id === chosen?.id || undefined}
              onClick={() => setChosenId(each.id)}
            >
              {each.name}
            </button>
          )}
        </SortableList>
        {mayEdit ? <NewPipeline pipelines={live} onCreated={setChosenId} /> : null}
      </Panel>
      {chosen ? (
        <PipelineEditor
          key={chosen.id}
          pipelines={pipelines}
          pipeline={chosen}
          mayEdit={mayEdit}
        />
      ) : null}
      <Archived
        title={texts.archivedPipelines}
        items={pipelines.filter((each) => each.archivedAt !== null)}
        mayEdit={mayEdit}
        onRestore={(id) => void change(call(pipelineRestore, { params: { id } }))}
      />
      <StageMoves />
      <LeadStagesPanel mayEdit={mayEdit} />
    </>
  );
}

/** Pipelines, their stages and rules, changed while deals stand in them. */
export function PipelinesPage() {
  const reading = useEditedPipelines();
  const { data } = reading;
  return (
    <SettingsFrame title={ruSettings.nav.pipelines}>
      {data ? <Editors pipelines={data} /> : null}
      <ReadingState of={reading} title={texts.failed} rows={8} rowHeight={40} />
    </SettingsFrame>
  );
}
