import type { FieldDefinition } from '#contract/custom-fields';
import type { Pipeline } from '#contract/deals';
import { ruFields as texts } from '../../texts/ru-fields.ts';
import {
  IconArrowBackUp, IconArrowDown, IconArrowUp, IconTrash,
} from '../../ui/icons.ts';
import { Tag } from '../../ui/tag.tsx';
import { archiveField, moveField, stagesOf } from './use-fields.ts';
import plain from '../../ui/plain-table.module.css';
import css from './fields.module.css';

type RowProps = {
  field: FieldDefinition; inUse: FieldDefinition[]; pipelines: Pipeline[]; mayEdit: boolean;
  onOpen: (field: FieldDefinition) => void;
};

function Acts({ field, inUse }: Pick<RowProps, 'field' | 'inUse'>) {
  const at = inUse.findIndex((each) => each.id === field.id);
  if (field.archivedAt) {
    return (
      <button type="button" className={css.icon} aria-label={`${texts.restore}: ${field.name}`}
        title={texts.restore} onClick={() => void archiveField(field, false)}>
        <IconArrowBackUp size={16} stroke={1.6} aria-hidden />
      </button>
    );
  }
  return (
    <>
      <button type="button" className={css.icon} aria-label={texts.up(field.name)}
        disabled={at === 0} onClick={() => void moveField(inUse, field, -1)}>
        <IconArrowUp size={16} stroke={1.6} aria-hidden />
      </button>
      <button type="button" className={css.icon} aria-label={texts.down(field.name)}
        disabled={at === inUse.length - 1} onClick={() => void moveField(inUse, field, 1)}>
        <IconArrowDown size={16} stroke={1.6} aria-hidden />
      </button>
      <button type="button" className={css.icon} aria-label={`${texts.archive}: ${field.name}`}
        title={texts.archive} onClick={() => void archiveField(field, true)}>
        <IconTrash size={16} stroke={1.6} aria-hidden />
      </button>
    </>
  );
}

function Row({ field, inUse, pipelines, mayEdit, onOpen }: RowProps) {
  const asked = stagesOf(pipelines, field.code);
  const names = pipelines.flatMap((pipeline) => pipeline.stages)
    .filter((stage) => asked.includes(stage.id)).map((stage) => stage.name);
  return (
    <tr data-archived={field.archivedAt ? true : undefined}>
      <td>
        {mayEdit ? (
          <button type="button" className={css.name} onClick={() => onOpen(field)}>
            {field.name}
          </button>
        ) : field.name}
        {' '}
        <span className={css.code}>{field.code}</span>
      </td>
      <td>
        {texts.kinds[field.kind]}
        {' '}
        {field.archivedAt ? <Tag>{texts.archived}</Tag> : null}
        {!field.archivedAt && field.indexState !== 'none' ? (
          <Tag meaning={field.indexState === 'ready' ? 'ok' : 'warn'}>
            {field.indexState === 'ready' ? texts.indexed : texts.building}
          </Tag>
        ) : null}
      </td>
      <td>{field.section}</td>
      <td>
        {field.readerRoleIds ? texts.roles(field.readerRoleIds.length) : texts.everybody}
      </td>
      <td>{[...new Set(names)].join(', ')}</td>
      <td className={css.acts}>{mayEdit ? <Acts field={field} inUse={inUse} /> : null}</td>
    </tr>
  );
}

type FieldsTableProps = {
  fields: FieldDefinition[]; pipelines: Pipeline[]; mayEdit: boolean;
  onOpen: (field: FieldDefinition) => void;
};

export function FieldsTable({ fields, ...rest }: FieldsTableProps) {
  const inUse = fields.filter((field) => field.archivedAt === null);
  return (
    <div className={css.scroll}>
      <table className={plain.table}>
        <thead>
          <tr>
            {Object.entries(texts.columns).map(([key, title]) => (
              title ? <th key={key} scope="col">{title}</th> : <td key={key} />
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => <Row key={field.id} field={field} inUse={inUse} {...rest} />)}
        </tbody>
      </table>
    </div>
  );
}
