import { ActionIcon, Menu } from '@mantine/core';
import type { RefObject } from 'react';
import { useMemo, useRef, useState } from 'react';
import { departmentArchive } from '#contract/staff';
import type { Department } from '#contract/staff';
import { call } from '../../api/client.ts';
import { ruMoves } from '../../texts/ru-moves.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { IconArrowRight, IconDots, IconInbox, IconPencil, IconPlus } from '../../ui/icons.ts';
import { toast } from '../../ui/toast-store.ts';
import { subtreeIds, treeOf } from '../../form/department-tree.ts';
import type { DepartmentNode } from '../../form/department-tree.ts';
import type { Move } from './move-dialog.tsx';
import { useStaffDrag, useStaffDrop } from './use-staff-drag.ts';
import type { Dragged } from './use-staff-drag.ts';
import { refreshStaff } from './use-staff.ts';
import css from './staff-page.module.css';

type TreeProps = {
  departments: Department[];
  chosenId: number | undefined;
  peopleCount: number;
  mayEdit: boolean;
  onChoose: (id: number | undefined) => void;
  onEdit: (form: { department?: Department; parentId?: number }) => void;
  onMove: (move: Move) => void;
};

function archive(department: Department): void {
  call(departmentArchive, { params: { id: department.id } }).then(() => {
    refreshStaff();
    toast(ruStaff.archived(department.name));
  }).catch((error: unknown) => failToast(ruStaff.archiveFailed, error));
}

function Actions({ node, props: { onEdit, onMove } }: { node: DepartmentNode; props: TreeProps }) {
  const [opened, setOpened] = useState(false);
  return (
    <Menu position="bottom-end" opened={opened} onChange={setOpened}>
      <Menu.Target>
        <ActionIcon
          size={24}
          className={css.nodeActions}
          data-opened={opened || undefined}
          aria-label={ruStaff.departmentActions(node.name)}
        >
          <IconDots size={15} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={15} stroke={1.6} />}
          onClick={() => onEdit({ department: node })}
        >
          {ruStaff.editDepartment}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlus size={15} stroke={1.6} />}
          onClick={() => onEdit({ parentId: node.id })}
        >
          {ruStaff.addChild}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowRight size={15} stroke={1.6} />}
          onClick={() => onMove({ department: node })}
        >
          {ruMoves.open}
        </Menu.Item>
        <Menu.Item leftSection={<IconInbox size={15} stroke={1.6} />} onClick={() => archive(node)}>
          {ruStaff.archive}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Where a department or a person is dropped: nothing falls into itself or where it stands. */
function useDropInto(
  row: RefObject<HTMLElement | null>, node: DepartmentNode | null, props: TreeProps,
): boolean {
  const { departments, mayEdit, onMove } = props;
  const target = useMemo(() => (mayEdit ? {
    accepts: (dragged: Dragged) => ('person' in dragged
      ? node !== null && dragged.person.department.id !== node.id
      : dragged.department.parentId !== (node?.id ?? null)
        && (!node || !subtreeIds(departments, dragged.department.id).has(node.id))),
    onDrop: (dragged: Dragged) =>
      onMove({ ...dragged, to: node && { id: node.id, title: node.name } }),
  } : null), [node, departments, mayEdit, onMove]);
  return useStaffDrop(row, target);
}

function Node({ node, props }: { node: DepartmentNode; props: TreeProps }) {
  const heads = node.heads.map((head) => head.name).join(', ');
  const row = useRef<HTMLDivElement>(null);
  const dragged = useMemo(() => (props.mayEdit ? { department: node } : null),
    [node, props.mayEdit]);
  useStaffDrag(row, dragged);
  const isOver = useDropInto(row, node, props);
  return (
    <li>
      <div
        ref={row}
        className={css.node}
        data-chosen={node.id === props.chosenId || undefined}
        data-over={isOver || undefined}
      >
        <button
          type="button"
          className={css.nodeName}
          style={{ paddingLeft: 8 + node.depth * 14 }}
          aria-current={node.id === props.chosenId || undefined}
          title={heads ? ruStaff.headsOf(heads) : undefined}
          onClick={() => props.onChoose(node.id)}
        >
          <span className={css.nodeText}>{node.name}</span>
          <span className={css.count}>{node.peopleCount || null}</span>
        </button>
        {props.mayEdit ? <Actions node={node} props={props} /> : null}
      </div>
      {node.children.length > 0 ? (
        <ul>{node.children.map((child) => <Node key={child.id} node={child} props={props} />)}</ul>
      ) : null}
    </li>
  );
}

/** Departments of the company; a click shows the people within. */
export function DepartmentTree(props: TreeProps) {
  const top = useRef<HTMLDivElement>(null);
  const isOver = useDropInto(top, null, props);
  const tree = useMemo(() => treeOf(props.departments), [props.departments]);
  return (
    <nav className={css.tree} aria-label={ruStaff.departments}>
      <ul>
        <li>
          <div
            ref={top}
            className={css.node}
            data-chosen={props.chosenId === undefined || undefined}
            data-over={isOver || undefined}
          >
            <button
              type="button"
              className={css.nodeName}
              aria-current={props.chosenId === undefined || undefined}
              onClick={() => props.onChoose(undefined)}
            >
              <span className={css.nodeText}>{ruStaff.everybody}</span>
              <span className={css.count}>{props.peopleCount}</span>
            </button>
          </div>
        </li>
        {tree.map((node) => <Node key={node.id} node={node} props={props} />)}
      </ul>
      {props.mayEdit ? (
        <button type="button" className={css.addDepartment} onClick={() => props.onEdit({})}>
          <IconPlus size={15} stroke={1.75} aria-hidden />
          {ruStaff.addDepartment}
        </button>
      ) : null}
    </nav>
  );
}
