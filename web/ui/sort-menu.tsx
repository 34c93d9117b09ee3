import { Menu } from '@mantine/core';
import type { FieldInfo } from '#contract/listing';
import { IconArrowsSort, IconCheck } from './icons.ts';
import css from './sort-menu.module.css';

type SortMenuProps = {
  label: string;
  /** `sort=` of the API → its name; the first one is the default. */
  sorts: Record<string, string>;
  /** What this reader may see: an order by a hidden sum is neither offered nor given. */
  fields: FieldInfo[];
  value: string | undefined;
  onChange: (sort: string | undefined) => void;
};

/** The order of a board; a list is sorted by its headers. */
export function SortMenu({ label, sorts, fields, value, onChange }: SortMenuProps) {
  const known = new Set(fields.map(({ name }) => name));
  const [usual] = Object.keys(sorts);
  const current = value ?? usual ?? '';
  const shown = Object.entries(sorts).filter(([sort]) => known.has(sort.replace('-', '')));
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <button type="button" className={css.sort} title={label}>
          <IconArrowsSort size={16} stroke={1.6} aria-hidden />
          <span className={css.name}>{sorts[current] ?? label}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map(([sort, name]) => (
          <Menu.Item
            key={sort}
            rightSection={sort === current ? <IconCheck size={14} /> : null}
            onClick={() => onChange(sort === usual ? undefined : sort)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
