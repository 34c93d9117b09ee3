import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FieldInfo } from '#contract/listing';
import { ru } from '../../texts/ru.ts';
import { IconX } from '../icons.ts';
import { useConditionText } from './condition-text.ts';
import type { Condition } from './conditions.ts';
import css from './filter-bar.module.css';

type FilterChipProps = {
  condition: Condition;
  /** Absent while the fields are being read, or when this one is hidden from the reader. */
  field: FieldInfo | undefined;
  isEditing: boolean;
  onEdit: (open: boolean) => void;
  onRemove: () => void;
  editor: ReactNode;
};

function ChipWords({ field, condition }: { field: FieldInfo; condition: Condition }) {
  const text = useConditionText(field, condition);
  return <>{field.label} <b className={css.value}>{text}</b></>;
}

function RemoveButton({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      className={css.remove}
      aria-label={ru.filter.remove(label)}
      onClick={onRemove}
    >
      <IconX size={13} stroke={1.75} aria-hidden />
    </button>
  );
}

/** One condition: its words open the editor, its cross removes it. */
export function FilterChip(props: FilterChipProps) {
  const { condition, field, isEditing, onEdit } = props;
  const label = field?.label ?? condition.field;
  return (
    <span className={css.chip}>
      <Popover
        opened={isEditing}
        onChange={onEdit}
        position="bottom-start"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <button
            type="button"
            className={css.words}
            disabled={!field}
            onClick={() => onEdit(!isEditing)}
          >
            {field ? <ChipWords field={field} condition={condition} /> : label}
          </button>
        </Popover.Target>
        <Popover.Dropdown p={6} aria-label={ru.filter.edit(label)}>{props.editor}</Popover.Dropdown>
      </Popover>
      <RemoveButton label={label} onRemove={props.onRemove} />
    </span>
  );
}

/** A filter that chips cannot show, e.g. one with «или»; it works and may be dropped. */
export function RawChip({ onRemove }: { onRemove: () => void }) {
  return (
    <span className={css.chip}>
      <span className={css.words}>{ru.filter.complex}</span>
      <RemoveButton label={ru.filter.complex} onRemove={onRemove} />
    </span>
  );
}
