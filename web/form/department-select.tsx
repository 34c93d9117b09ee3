import { Combobox, InputBase } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { departmentsList } from '#contract/staff';
import { routeQuery } from '../api/query.ts';
import { ru } from '../texts/ru.ts';
import { treeOf } from './department-tree.ts';
import type { DepartmentNode } from './department-tree.ts';
import type { ReferenceValue } from './reference-select.tsx';
import { useTypedChoice } from './use-typed-choice.ts';
import css from './reference-select.module.css';

const INDENT_PX = 16;

type DepartmentSelectProps = {
  label: string;
  value: ReferenceValue | null;
  onChange: (value: ReferenceValue | null) => void;
  error?: ReactNode;
  /** What stands under the name: who leads it. */
  note?: (department: DepartmentNode) => string;
};

const flatten = (nodes: DepartmentNode[]): DepartmentNode[] =>
  nodes.flatMap((node) => [node, ...flatten(node.children)]);

/** A found department keeps the ones above it in sight: «Насосы» of which branch. */
function shownOf(nodes: DepartmentNode[], typed: string): DepartmentNode[] {
  return nodes.flatMap((node) => {
    const below = shownOf(node.children, typed);
    const fits = node.name.toLowerCase().includes(typed);
    if (fits) return [node, ...flatten(node.children)];
    return below.length > 0 ? [node, ...below] : [];
  });
}

/** The tree of departments, searched by typing. */
export function DepartmentSelect(props: DepartmentSelectProps) {
  const { value, onChange } = props;
  const { data = [] } = useQuery({ ...routeQuery(departmentsList, {}), staleTime: 60_000 });
  const { combobox, typed, end, input } = useTypedChoice(value?.title);
  const shown = shownOf(treeOf(data), typed.trim().toLowerCase());

  function choose(id: string) {
    const node = shown.find((each) => each.id === Number(id));
    if (node) onChange({ id: node.id, title: node.name });
    end();
  }

  return (
    <Combobox store={combobox} onOptionSubmit={choose} transitionProps={{ duration: 80 }}>
      <Combobox.Target>
        <InputBase
          label={props.label}
          error={props.error}
          placeholder={ru.common.typeToSearch}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          {...input}
        />
      </Combobox.Target>
      <Combobox.Dropdown role="region" aria-label={`${props.label}: ${ru.common.choices}`}>
        <Combobox.Options mah={280} className={css.options} aria-label={props.label}>
          {shown.map((node) => (
            <Combobox.Option
              key={node.id}
              value={String(node.id)}
              style={{ paddingInlineStart: 8 + node.depth * INDENT_PX }}
            >
              <span className={css.title}>{node.name}</span>
              {props.note?.(node)
                ? <small className={css.subtitle}>{props.note(node)}</small> : null}
            </Combobox.Option>
          ))}
          {shown.length === 0 ? <Combobox.Empty>{ru.common.nothing}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
