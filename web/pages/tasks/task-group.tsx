import type { TaskItem } from '#contract/work';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { formatNumber } from '../../ui/format.ts';
import { TaskLine } from './task-line.tsx';
import css from './tasks-page.module.css';

type TaskGroupProps = {
  group: keyof typeof ruTasks.groups;
  tasks: TaskItem[];
  onEdit: ((task: TaskItem) => void) | undefined;
};

/** Tasks under one heading; an empty group is not shown. */
export function TaskGroup({ group, tasks, onEdit }: TaskGroupProps) {
  if (tasks.length === 0) return null;
  return (
    <section aria-label={ruTasks.groups[group]} data-group={group}>
      <h2 className={css.heading} data-group={group}>
        {ruTasks.groups[group]}
        <span className={css.count}>{formatNumber(tasks.length)}</span>
      </h2>
      <ul>
        {tasks.map((task) => (
          <li key={task.id} data-task={task.id}>
            <TaskLine task={task} withRecord onEdit={onEdit} />
          </li>
        ))}
      </ul>
    </section>
  );
}
