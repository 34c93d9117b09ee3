import { Menu } from '@mantine/core';
import type { FieldInfo } from '#contract/listing';
import { ruLists } from '../texts/ru-lists.ts';
import { IconCheck, IconSitemap } from '../ui/icons.ts';
import css from './lists.module.css';

const GROUPED = new Set(['reference', 'choice', 'flag', 'date', 'moment']);

/** A row that holds several values, or a file, belongs to no one group. */
const isGrouped = ({ type, operators }: FieldInfo): boolean =>
  GROUPED.has(type) && (type === 'moment' || operators.includes('eq'));

type GroupPickerProps = {
  fields: FieldInfo[];
  value: string | undefined;
  onChange: (field: string | undefined) => void;
};

/** «Группы: стадия». */
export function GroupPicker({ fields, value, onChange }: GroupPickerProps) {
  const chosen = fields.find(({ name }) => name === value);
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button type="button" className={css.tool} title={ruLists.group}>
          <IconSitemap size={16} stroke={1.6} aria-hidden />
          <span className={css.toolName}>{chosen?.label ?? ruLists.group}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        <Menu.Item onClick={() => onChange(undefined)}>{ruLists.noGroup}</Menu.Item>
        {fields.filter(isGrouped).map(({ name, label }) => (
          <Menu.Item
            key={name}
            rightSection={name === value ? <IconCheck size={14} /> : null}
            onClick={() => onChange(name)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
