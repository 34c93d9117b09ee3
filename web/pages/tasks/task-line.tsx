import { ActionIcon, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TaskItem } from '#contract/work';
import { pathOfEntity } from '../../paths.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { formatMoment } from '../../ui/format.ts';
import { IconCheck, IconDots, IconPencil, IconX } from '../../ui/icons.ts';
import { cancelTask, completeTask, reopenTask } from './task-actions.ts';
import { TaskIcon } from './task-icon.tsx';
import { AnswerButtons } from '../transfers/answer-buttons.tsx';
import { dueGroup } from './due.ts';
import css from './task-line.module.css';

type TaskLineProps = {
  task: TaskItem;
  /** Opens the form; where the reader may not change this task, nothing is offered. */
  onEdit?: ((task: TaskItem) => void) | undefined;
  /** The record it belongs to is named everywhere but on that record's own card. */
  withRecord?: boolean;
};

function Due({ task }: { task: TaskItem }) {
  if (task.state !== 'open') {
    const closedAt = task.doneAt ?? task.cancelledAt;
    return <span>{closedAt ? formatMoment(closedAt) : null}</span>;
  }
  return (
    <span data-late={dueGroup(task.dueAt) === 'overdue' || undefined}>
      {task.dueAt ? formatMoment(task.dueAt) : ruTasks.noDue}
    </span>
  );
}

function Record({ task }: { task: TaskItem }) {
  const to = task.entity && task.entityId ? pathOfEntity(task.entity, task.entityId) : null;
  if (!task.entityTitle) return null;
  return to ? <Link className={css.record} to={to}>{task.entityTitle}</Link>
    : <span>{task.entityTitle}</span>;
}

function Actions({ task, onEdit }: { task: TaskItem; onEdit: (task: TaskItem) => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} aria-label={ruTasks.actions(task.title)}>
          <IconDots size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} stroke={1.6} />} onClick={() => onEdit(task)}>
          {ruTasks.edit}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconX size={15} stroke={1.6} />}
          onClick={() => void cancelTask(task)}
        >
          {ruTasks.cancel}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** «С-100123 · Насос ЦНС» */
const numberOf = (title: string) => title.split(' · ')[0] ?? title;

/** A deal given to me is answered where its task stands. */
function Answer({ task: { state, kind, entityId, entityTitle } }: { task: TaskItem }) {
  if (state !== 'open' || kind !== 'acceptance' || !entityId || !entityTitle) return null;
  return (
    <div className={css.answer}>
      <AnswerButtons deal={{ id: entityId, number: numberOf(entityTitle) }} />
    </div>
  );
}

/** A task in one or two lines: done by its box, opened by its record. */
export function TaskLine({ task, withRecord, ...props }: TaskLineProps) {
  const onEdit = task.mayEdit ? props.onEdit : undefined;
  const isOpen = task.state === 'open';
  const words = isOpen ? ruTasks.complete(task.title) : ruTasks.reopen(task.title);
  return (
    <div className={css.line} data-state={task.state}>
      <button
        type="button"
        className={css.box}
        role="checkbox"
        aria-checked={!isOpen}
        aria-label={words}
        title={words}
        disabled={!onEdit}
        onClick={() => void (isOpen ? completeTask(task) : reopenTask(task))}
      >
        <IconCheck size={13} stroke={2.2} aria-hidden />
      </button>
      <span className={css.kind} data-kind={task.kind} title={ruTasks.kinds[task.kind]}>
        <TaskIcon kind={task.kind} />
      </span>
      <div className={css.words}>
        <p className={css.title}>{task.title}</p>
        <p className={css.note}>
          <Due task={task} />
          {withRecord ? <Record task={task} /> : null}
          {task.checklist.length > 0 ? (
            <span>
              {ruTasks.progress(
                task.checklist.filter((item) => item.done).length, task.checklist.length)}
            </span>
          ) : null}
          {task.author && task.author.id !== task.assignee.id
            ? <span>{ruTasks.from(task.author.name)}</span> : null}
        </p>
        {task.note ? <p className={css.body}>{task.note}</p> : null}
      </div>
      {onEdit ? <Answer task={task} /> : null}
      <Avatar name={task.assignee.name} />
      {isOpen && onEdit ? <Actions task={task} onEdit={onEdit} /> : null}
    </div>
  );
}
