import { ActionIcon, Button } from '@mantine/core';
import type { OwnEntity } from '#contract/own-entities';
import { copyRequisites } from '../../form/requisites-text.ts';
import { ruOwnEntities as texts } from '../../texts/ru-own-entities.ts';
import { ruRequisites } from '../../texts/ru-requisites.ts';
import { IconArchive, IconCopy, IconPencil } from '../../ui/icons.ts';
import { Panel } from '../../ui/page.tsx';
import { PropertyList } from '../../ui/property-list.tsx';
import { Tag } from '../../ui/tag.tsx';
import { archiveOwnEntity } from './use-own-entities.ts';
import css from './own-entities.module.css';

const { form } = texts;

function Acts({ entity, onEdit }: { entity: OwnEntity; onEdit: () => void }) {
  if (entity.archivedAt) {
    return (
      <Button variant="default" size="xs" onClick={() => archiveOwnEntity(entity, false)}>
        {texts.restore}
      </Button>
    );
  }
  return (
    <>
      <ActionIcon aria-label={texts.edit(entity.name)} title={texts.edit('')} onClick={onEdit}>
        <IconPencil size={16} stroke={1.6} />
      </ActionIcon>
      {entity.isDefault ? null : (
        <ActionIcon
          aria-label={texts.toArchive(entity.name)}
          onClick={() => archiveOwnEntity(entity, true)}
        >
          <IconArchive size={16} stroke={1.6} />
        </ActionIcon>
      )}
    </>
  );
}

function departmentsOf({ departments, isDefault }: OwnEntity): string {
  const names = departments.map(({ name }) => name);
  if (isDefault) names.push(texts.everywhere);
  return names.join(', ') || texts.noDepartments;
}

/** One legal entity: who it is by law and who sells in its name. */
export function OwnEntityCard({ entity, mayEdit, onEdit }: {
  entity: OwnEntity; mayEdit: boolean; onEdit: () => void;
}) {
  return (
    <Panel>
      <header className={css.head}>
        <h2>{entity.name}</h2>
        {entity.isDefault ? <Tag meaning="ok">{texts.main}</Tag> : null}
        <Tag>{texts.vatRegimes[entity.vatRegime]}</Tag>
        {entity.archivedAt ? <Tag>{texts.archived}</Tag> : null}
        <span className={css.acts}>
          <ActionIcon
            aria-label={`${ruRequisites.copy}: ${entity.name}`}
            title={ruRequisites.copy}
            onClick={() => copyRequisites(entity)}
          >
            <IconCopy size={16} stroke={1.6} />
          </ActionIcon>
          {mayEdit ? <Acts entity={entity} onEdit={onEdit} /> : null}
        </span>
      </header>
      <div className={css.facts}>
        <PropertyList
          items={[
            ...(entity.fullName ? [{ label: form.fullName, value: entity.fullName }] : []),
            {
              label: entity.kpp ? `${form.inn} / ${form.kpp}` : form.inn,
              value: [entity.inn, entity.kpp].filter(Boolean).join(' / '),
            },
            { label: form.ogrn, value: entity.ogrn },
            { label: form.address, value: entity.address },
            {
              label: texts.accounts,
              value: entity.bankAccounts.map(({ account, bankName }) => `${account}, ${bankName}`)
                .join('; ') || texts.noAccounts,
            },
            {
              label: texts.signatories,
              value: entity.signatories.map(({ position, name }) => `${position} ${name}`)
                .join('; ') || texts.noSignatories,
            },
            { label: texts.departments, value: departmentsOf(entity) },
            ...(entity.onecNames.length > 0
              ? [{ label: texts.onecNames, value: entity.onecNames.join('; '), from1c: true }]
              : []),
          ]}
        />
      </div>
    </Panel>
  );
}
