import type { ReactNode } from 'react';
import type { DealItem } from '#contract/deals';
import { Avatar } from '../ui/avatar.tsx';
import { formatDueShort, hasPassed } from '../ui/format.ts';
import { IconCalendarDue, IconChecklist, IconPhone } from '../ui/icons.ts';
import css from './card-face.module.css';

const TASK_ICONS: Record<string, typeof IconPhone> = {
  call: IconPhone, deferral: IconCalendarDue,
};

type Task = DealItem['nextTask'];

function NextTask({ task, none }: { task: Task; none: string }) {
  if (!task) return <span className={css.task} data-kind="none">{none}</span>;
  const TaskIcon = TASK_ICONS[task.kind] ?? IconChecklist;
  const isLate = task.dueAt !== null && hasPassed(task.dueAt);
  return (
    <span className={css.task} data-kind={task.kind} data-late={isLate || undefined}>
      <TaskIcon size={14} stroke={1.6} aria-hidden />
      <span className={css.taskText}>{task.title}</span>
      {task.dueAt ? <span className={css.due}>{formatDueShort(task.dueAt)}</span> : null}
    </span>
  );
}

type CardFaceProps = {
  record: {
    number: string; title: string; nextTask: Task; responsible: { name: string } | null;
  };
  /** Words for a record without a task. */
  noTask: string;
  /** At the right of the number. */
  flags: ReactNode;
  children: ReactNode;
};

/** What is seen at a glance; no menus, no tooltips, so that a column scrolls fast. */
export function CardFace({ record, noTask, flags, children }: CardFaceProps) {
  return (
    <>
      <span className={css.top}>
        <span className={css.number}>{record.number}</span>
        {flags}
      </span>
      <span className={css.title}>{record.title}</span>
      {children}
      <span className={css.bottom}>
        <NextTask task={record.nextTask} none={noTask} />
        {record.responsible ? <Avatar name={record.responsible.name} /> : null}
      </span>
    </>
  );
}

/** One line of small text under the title. */
export function CardLine({ children }: { children: ReactNode }) {
  return <span className={css.line}>{children}</span>;
}
