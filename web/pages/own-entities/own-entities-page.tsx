import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { OwnEntity } from '#contract/own-entities';
import { allows, useSession } from '../../api/session.ts';
import { ruOwnEntities as texts } from '../../texts/ru-own-entities.ts';
import { IconBuilding, IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { SettingsFrame } from '../settings/settings-frame.tsx';
import { OwnEntityCard } from './own-entity-card.tsx';
import { OwnNames } from './own-names.tsx';
import { useOwnEntities } from './use-own-entities.ts';
import css from './own-entities.module.css';

const OwnEntityForm = lazyPart(() =>
  import('./own-entity-form.tsx').then((module) => module.OwnEntityForm));

type Opened = { entity: OwnEntity | null } | null;

function Entities({ mayEdit, onEdit }: {
  mayEdit: boolean; onEdit: (entity: OwnEntity) => void;
}) {
  const reading = useOwnEntities();
  const { data } = reading;
  return (
    <>
      <ReadingState of={reading} title={texts.failed} rows={6} rowHeight={40} />
      {data?.length === 0 ? (
        <EmptyState
          icon={<IconBuilding size={20} stroke={1.5} />}
          title={texts.none}
          hint={texts.noneHint}
        />
      ) : null}
      {data?.map((entity) => (
        <OwnEntityCard
          key={entity.id}
          entity={entity}
          mayEdit={mayEdit}
          onEdit={() => onEdit(entity)}
        />
      ))}
      {data ? <OwnNames entities={data} mayEdit={mayEdit} /> : null}
    </>
  );
}

/** In whose name we sell, and by what words 1C calls these organisations. */
export function OwnEntitiesPage() {
  const mayEdit = allows(useSession(), 'setting', 'edit');
  const [opened, setOpened] = useState<Opened>(null);
  return (
    <SettingsFrame
      title={texts.title}
      actions={mayEdit ? (
        <Button
          leftSection={<IconPlus size={16} stroke={1.75} />}
          onClick={() => setOpened({ entity: null })}
        >
          {texts.add}
        </Button>
      ) : null}
    >
      <p className={css.quiet}>{texts.intro}</p>
      <Entities mayEdit={mayEdit} onEdit={(entity) => setOpened({ entity })} />
      <Suspense>
        {opened ? (
          <OwnEntityForm
            key={opened.entity?.id ?? 'new'}
            entity={opened.entity}
            onClose={() => setOpened(null)}
          />
        ) : null}
      </Suspense>
    </SettingsFrame>
  );
}
