import { NativeSelect } from '@mantine/core';
import type { OwnEntity } from '#contract/own-entities';
import { ruOwnEntities } from '../../texts/ru-own-entities.ts';
import { formatDay } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { Tag } from '../../ui/tag.tsx';
import { mapOwnName, useOwnNames } from './use-own-entities.ts';
import css from './own-entities.module.css';

const { names: texts } = ruOwnEntities;

/** Words of 1C and whose they are; those that nobody has answered for stand first. */
export function OwnNames({ entities, mayEdit }: { entities: OwnEntity[]; mayEdit: boolean }) {
  const reading = useOwnNames();
  const { data } = reading;
  const waiting = (data ?? []).filter(({ ownEntity }) => ownEntity === null).length;
  return (
    <Panel
      title={texts.title}
      aside={waiting > 0 ? <Tag meaning="warn">{texts.waiting(waiting)}</Tag> : null}
    >
      <p className={css.quiet}>{data?.length === 0 ? texts.none : texts.hint}</p>
      <ReadingState of={reading} title={texts.failed} rows={2} rowHeight={36} />
      {data?.map(({ name, ownEntity, seenAt }) => (
        <div key={name} className={css.name}>
          <div>
            <p>{name}</p>
            <p className={css.quiet}>{formatDay(seenAt)}</p>
          </div>
          <NativeSelect
            aria-label={texts.of(name)}
            disabled={!mayEdit}
            value={ownEntity?.id ?? ''}
            data={[
              { value: '', label: texts.unknown },
              ...entities.filter(({ id, archivedAt }) => !archivedAt || id === ownEntity?.id)
                .map((entity) => ({ value: String(entity.id), label: entity.name })),
            ]}
            onChange={(event) => mapOwnName(name, Number(event.currentTarget.value) || null)}
          />
        </div>
      ))}
    </Panel>
  );
}
