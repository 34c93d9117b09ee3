import {
  draggable, dropTargetForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { TaskItem } from '#contract/work';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { formatNumber } from '../../ui/format.ts';
import { DUE_COLUMNS, takesDrop } from './due-columns.ts';
import type { DueColumn } from './due-columns.ts';
import { moveDue } from './move-due.ts';
import { TaskLine } from './task-line.tsx';
import type { MyTasks } from './use-tasks.ts';
import css from './tasks-board.module.css';

type BoardProps = {
  tasks: MyTasks; onEdit: ((task: TaskItem) => void) | undefined;
};

/** Alt with an arrow puts the task into the neighbouring column that takes it. */
function neighbourOf(column: DueColumn, step: number): DueColumn | undefined {
  const rest = step > 0 ? DUE_COLUMNS.slice(DUE_COLUMNS.indexOf(column) + 1)
    : DUE_COLUMNS.slice(0, DUE_COLUMNS.indexOf(column)).toReversed();
  return rest.find((each) => takesDrop(each));
}

function Card({ task, column, ...props }: {
  task: TaskItem; column: DueColumn; onEdit: BoardProps['onEdit'];
}) {
  const card = useRef<HTMLLIElement>(null);
  const onEdit = task.mayEdit ? props.onEdit : undefined;
  useEffect(() => {
    if (!card.current || !onEdit) return undefined;
    return draggable({ element: card.current, getInitialData: () => ({ task, column }) });
  }, [task, column, onEdit]);

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!event.altKey || !step || !onEdit) return;
    const next = neighbourOf(column, step);
    if (!next) return;
    event.preventDefault();
    void moveDue(task, next);
  }
  return (
    <li ref={card} className={css.card} data-task={task.id} onKeyDown={onKeyDown}>
      <TaskLine task={task} withRecord onEdit={onEdit} />
    </li>
  );
}

function useDrop(column: DueColumn) {
  const body = useRef<HTMLElement>(null);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!body.current) return undefined;
    return dropTargetForElements({
      element: body.current,
      canDrop: ({ source }) =>
        source.data.task !== undefined && source.data.column !== column && takesDrop(column),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        void moveDue(source.data.task as TaskItem, column);
      },
    });
  }, [column]);
  return { body, isOver };
}

function Column({ column, tasks, onEdit }: {
  column: DueColumn; tasks: TaskItem[]; onEdit: BoardProps['onEdit'];
}) {
  const { body, isOver } = useDrop(column);
  return (
    <section
      ref={body}
      className={css.column}
      aria-label={ruTasks.groups[column]}
      data-group={column}
      data-over={isOver || undefined}
    >
      <h2 className={css.heading} data-group={column}>
        {ruTasks.groups[column]}
        <span className={css.count}>{formatNumber(tasks.length)}</span>
      </h2>
      <ul>
        {tasks.map((task) => (
          <Card key={task.id} task={task} column={column} onEdit={onEdit} />
        ))}
      </ul>
    </section>
  );
}

/** Tasks by when they are due; a card in another column has another deadline. */
export function TasksBoard({ tasks, onEdit }: BoardProps) {
  return (
    // It scrolls sideways on a narrow screen, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={css.board} role="region" aria-label={ruTasks.layouts.board} tabIndex={0}>
      {DUE_COLUMNS.map((column) => (
        <Column key={column} column={column} tasks={tasks[column]} onEdit={onEdit} />
      ))}
    </div>
  );
}
