import { NativeSelect } from '@mantine/core';
import type { OwnEntity } from '#contract/own-entities';
import { ruOwnEntities } from '../../texts/ru-own-entities.ts';
import { formatDay } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { mapOwnName, useOwnNames } from './use-own-entities.ts';
import css from './own-entities.module.css';

const { names: texts } = ruOwnEntities;

/** Words of 1C and whose they are; those that nobody has answered for stand first. */
export function OwnNames({ entities, mayEdit }: { entities: OwnEntity[]; mayEdit: boolean }) {
  const { data, error, refetch } = useOwnNames();
  const waiting = (data ?? []).filter(({ ownEntity }) => ownEntity === null).length;
  return (
    <Panel
      title={texts.title}
      aside={waiting > 0 ? <Tag meaning="warn">{texts.waiting(waiting)}</Tag> : null}
    >
      <p className={css.quiet}>{data?.length === 0 ? texts.none : texts.hint}</p>
      {error && !data ? (
        <ErrorState error={error} title={texts.failed} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <SkeletonRows count={2} height={36} /> : null}
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
