import { Button, Checkbox } from '@mantine/core';
import { Suspense, useState } from 'react';
import { CUSTOM_ENTITIES } from '#contract/custom-fields';
import type { CustomEntity, FieldDefinition } from '#contract/custom-fields';
import { allows, useSession } from '../../api/session.ts';
import { ruFields as texts } from '../../texts/ru-fields.ts';
import { IconAdjustments, IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Panel } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { SettingsFrame } from '../settings/settings-frame.tsx';
import { useRoles } from '../staff/use-staff.ts';
import { FieldsTable } from './fields-table.tsx';
import { useDefinitions, useStageGroups } from './use-fields.ts';
import css from './fields.module.css';

const FieldForm = lazyPart(() => import('./field-form.tsx').then((module) => module.FieldForm));

const NO_FIELDS: FieldDefinition[] = [];
type Opened = { field?: FieldDefinition } | null;

const ENTITIES = CUSTOM_ENTITIES.map((value) =>
  ({ value, label: texts.entities[value] ?? value }));

/** Fields that records have beside the fixed ones: by kind of record, in the order of the card. */
export function FieldsPage() {
  const session = useSession();
  const definitions = useDefinitions();
  const roles = useRoles(true);
  const [entity, setEntity] = useState<CustomEntity>('deal');
  const groups = useStageGroups(entity);
  const [withArchived, setWithArchived] = useState(false);
  const [opened, setOpened] = useState<Opened>(null);
  const mayEdit = allows(session, 'setting', 'edit');
  const fields = (definitions.data ?? NO_FIELDS).filter((field) =>
    field.entity === entity && (withArchived || field.archivedAt === null));
  const sections = [...new Set(fields.flatMap((field) => field.section ?? []))];
  const { error, isPending, refetch } = definitions;

  let body = (
    <Panel>
      <FieldsTable entity={entity} fields={fields} groups={groups} mayEdit={mayEdit}
        onOpen={(field) => setOpened({ field })} />
    </Panel>
  );
  if (isPending) body = <SkeletonRows count={8} height={36} />;
  else if (error && !definitions.data) {
    body = <ErrorState error={error} title={texts.failed} onRetry={() => void refetch()} />;
  } else if (fields.length === 0) {
    body = (
      <EmptyState icon={<IconAdjustments size={20} stroke={1.5} />} title={texts.none}
        hint={texts.noneHint} />
    );
  }
  return (
    <SettingsFrame
      title={texts.title}
      actions={mayEdit ? (
        <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setOpened({})}>
          {texts.add}
        </Button>
      ) : null}
    >
      <div className={css.bar}>
        <Segments
          label={texts.entity}
          value={entity}
          items={ENTITIES}
          onChange={(next) => setEntity(next as CustomEntity)}
        />
        <p className={css.intro}>{texts.intro}</p>
        <Checkbox label={texts.withArchived} checked={withArchived}
          onChange={(event) => setWithArchived(event.currentTarget.checked)} />
      </div>
      {body}
      <Suspense>
        {opened ? (
          <FieldForm key={opened.field?.id ?? 'new'} entity={entity} field={opened.field}
            roles={roles.data ?? []} groups={groups}
            sections={sections} onClose={() => setOpened(null)} />
        ) : null}
      </Suspense>
    </SettingsFrame>
  );
}
