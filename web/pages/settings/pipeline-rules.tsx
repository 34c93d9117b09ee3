import { Button, CloseButton, Switch } from '@mantine/core';
import { pipelineEdit } from '#contract/pipelines';
import type { EditedPipeline, PipelineEdit } from '#contract/pipelines';
import { call } from '../../api/client.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import { ruSettings } from '../../texts/ru-settings.ts';
import { Panel } from '../../ui/page.tsx';
import { useDepartments } from '../staff/use-staff.ts';
import { SavedNumber } from './saved-number.tsx';
import { change } from './use-pipelines-editor.ts';
import css from './settings.module.css';

const { pipelines: texts } = ruSettings;

type Edit = (fields: Omit<PipelineEdit, 'version'>) => void;
type RuleProps = { pipeline: EditedPipeline; disabled: boolean; edit: Edit };

function Acceptance({ pipeline, disabled, edit }: RuleProps) {
  return (
    <SavedNumber
      label={texts.acceptance}
      description={texts.acceptanceHint}
      max={80}
      mayBeEmpty
      disabled={disabled}
      value={pipeline.acceptanceHours}
      onSave={(acceptanceHours) => edit({ acceptanceHours })}
    />
  );
}

function Departments({ pipeline, disabled, edit }: RuleProps) {
  const { data = [] } = useDepartments();
  const nameOf = (id: number) => data.find((each) => each.id === id)?.name ?? String(id);
  const set = (departmentIds: number[]) => edit({ departmentIds });
  return (
    <div className={css.stack}>
      <p className={css.label}>{texts.departments}</p>
      <div className={css.chips}>
        {pipeline.departmentIds.length === 0
          ? <span className={css.hint}>{texts.everybody}</span> : null}
        {pipeline.departmentIds.map((id) => (
          <span key={id} className={css.chip}>
            {nameOf(id)}
            {disabled ? null : (
              <CloseButton
                size={20}
                aria-label={texts.removeDepartment(nameOf(id))}
                onClick={() => set(pipeline.departmentIds.filter((each) => each !== id))}
              />
            )}
          </span>
        ))}
      </div>
      {disabled ? null : (
        <ReferenceSelect
          aria-label={texts.addDepartment}
          placeholder={texts.addDepartment}
          source="departments"
          value={null}
          onChange={(next) => next && !pipeline.departmentIds.includes(next.id)
            && set([...pipeline.departmentIds, next.id])}
        />
      )}
    </div>
  );
}

/** What holds for the whole pipeline. */
export function PipelineRules({ pipeline, mayEdit }: {
  pipeline: EditedPipeline; mayEdit: boolean;
}) {
  const edit: Edit = (fields) => void change(call(pipelineEdit, {
    params: { id: pipeline.id }, body: { version: pipeline.version, ...fields },
  }));
  const rule = { pipeline, disabled: !mayEdit, edit };
  return (
    <Panel title={texts.rules}>
      <div className={css.stack}>
        <Switch
          label={texts.followsMoney}
          checked={pipeline.followsMoney}
          disabled={!mayEdit}
          onChange={(event) => edit({ followsMoney: event.currentTarget.checked })}
        />
        {pipeline.isDefault ? <p className={css.hint}>{texts.isDefault}</p> : (
          <div>
            <Button variant="default" disabled={!mayEdit} onClick={() => edit({ isDefault: true })}>
              {texts.makeDefault}
            </Button>
          </div>
        )}
        <div className={css.short}>
          <Acceptance key={String(pipeline.acceptanceHours)} {...rule} />
          <Departments {...rule} />
        </div>
      </div>
    </Panel>
  );
}
