import { Combobox, InputBase } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { departmentsList } from '#contract/staff';
import { routeQuery } from '../api/query.ts';
import { ru } from '../texts/ru.ts';
import { foundIn, treeOf } from './department-tree.ts';
import type { DepartmentNode } from './department-tree.ts';
import type { ReferenceValue } from './reference-select.tsx';
import { useChoiceKeys } from './use-choice-keys.ts';
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

/** The tree of departments, searched by typing. */
export function DepartmentSelect(props: DepartmentSelectProps) {
  const { value, onChange } = props;
  const { data = [] } = useQuery({ ...routeQuery(departmentsList, {}), staleTime: 60_000 });
  const { combobox, typed, end, input } = useTypedChoice(value?.title);
  const shown = foundIn(treeOf(data), typed.trim());

  function choose(id: string) {
    const node = shown.find(({ node: each }) => each.id === Number(id))?.node;
    if (node) onChange({ id: node.id, title: node.name });
    end();
  }

  const { onKeyDown, onLeave } = useChoiceKeys({
    combobox, typed: typed.trim(), isSettled: data.length > 0, choose,
    values: shown.filter(({ fits }) => fits).map(({ node }) => String(node.id)),
  });

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
          onKeyDown={onKeyDown}
          onBlur={() => {
            onLeave();
            end();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown role="region" aria-label={`${props.label}: ${ru.common.choices}`}>
        <Combobox.Options mah={280} className={css.options} aria-label={props.label}>
          {shown.map(({ node, fits }) => (
            <Combobox.Option
              key={node.id}
              value={String(node.id)}
              disabled={!fits}
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
