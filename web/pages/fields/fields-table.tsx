import { ActionIcon } from '@mantine/core';
import type { CustomEntity, FieldDefinition } from '#contract/custom-fields';
import { ruFields as texts } from '../../texts/ru-fields.ts';
import { IconArchive, IconArrowBackUp } from '../../ui/icons.ts';
import { SortableList } from '../../ui/sortable-list.tsx';
import { StageName } from '../../ui/stage-dot.tsx';
import { Tag } from '../../ui/tag.tsx';
import { archiveField, orderFields, stagesOf } from './use-fields.ts';
import type { StageGroup } from './use-fields.ts';
import css from './fields.module.css';

type RowProps = {
  field: FieldDefinition; groups: StageGroup[]; mayEdit: boolean;
  onOpen: (field: FieldDefinition) => void;
};

const OPTIONS_SHOWN = 4;

/** What the kind means here: its choices, its index, whether search knows it. */
function Kind({ field }: { field: FieldDefinition }) {
  const offered = field.options.filter((option) => !option.archived);
  const isIndexed = !field.archivedAt && field.indexState !== 'none';
  return (
    <span className={css.kind}>
      {texts.kinds[field.kind]}
      {field.isSearched && !field.archivedAt ? <Tag>{texts.searchedTag}</Tag> : null}
      {isIndexed ? (
        <Tag meaning={field.indexState === 'ready' ? 'ok' : 'warn'}>
          {field.indexState === 'ready' ? texts.indexed : texts.building}
        </Tag>
      ) : null}
      {offered.slice(0, OPTIONS_SHOWN).map((option) => (
        <StageName key={option.code} color={option.colour} name={option.name} />
      ))}
      {offered.length > OPTIONS_SHOWN
        ? <span className={css.code}>{texts.moreOptions(offered.length - OPTIONS_SHOWN)}</span>
        : null}
    </span>
  );
}

function Row({ field, groups, mayEdit, onOpen }: RowProps) {
  const asked = stagesOf(groups, field.code);
  const names = groups.flatMap((group) => group.stages)
    .filter((stage) => asked.includes(stage.id)).map((stage) => stage.name);
  const [act, Icon] = field.archivedAt
    ? [texts.restore, IconArrowBackUp] : [texts.archive, IconArchive];
  return (
    <div className={css.row} data-archived={field.archivedAt ? true : undefined}>
      <span className={css.title}>
        {mayEdit ? (
          <button type="button" className={css.name} onClick={() => onOpen(field)}>
            {field.name}
          </button>
        ) : <span className={css.name}>{field.name}</span>}
        {field.archivedAt ? <Tag>{texts.archived}</Tag> : null}
        <span className={css.code}>
          {[field.code, field.section].filter(Boolean).join(' · ')}
        </span>
      </span>
      <Kind field={field} />
      <span className={css.rules}>
        {names.length > 0 ? texts.asked([...new Set(names)].join(', ')) : null}
        {field.readerRoleIds ? <Tag>{texts.seen(field.readerRoleIds.length)}</Tag> : null}
      </span>
      {mayEdit ? (
        <ActionIcon aria-label={`${act}: ${field.name}`} title={act}
          onClick={() => void archiveField(field, field.archivedAt === null)}>
          <Icon size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      ) : null}
    </div>
  );
}

type FieldsTableProps = Omit<RowProps, 'field'> & {
  entity: CustomEntity; fields: FieldDefinition[];
};

/** Fields in the order of the card, put in order by dragging; the archive stands below. */
export function FieldsTable({ entity, fields, ...rest }: FieldsTableProps) {
  const archived = fields.filter((field) => field.archivedAt !== null);
  return (
    <>
      <SortableList
        label={texts.list}
        items={fields.filter((field) => field.archivedAt === null)}
        nameOf={(field) => field.name}
        disabled={!rest.mayEdit}
        onOrder={(ids) => void orderFields(entity, ids)}
      >
        {(field) => <Row field={field} {...rest} />}
      </SortableList>
      {archived.map((field) => <Row key={field.id} field={field} {...rest} />)}
    </>
  );
}
