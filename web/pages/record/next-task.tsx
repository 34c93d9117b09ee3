import { ActionIcon } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { DealItem } from '#contract/deals';
import { allows, useSession } from '../../api/session.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { formatMoment, hasPassed } from '../../ui/format.ts';
import { IconCheck, IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { completeTask } from '../tasks/task-actions.ts';
import { TaskIcon } from '../tasks/task-icon.tsx';
import type { TasksOf } from '../tasks/record-tasks.tsx';
import css from './side-column.module.css';

const TaskForm = lazyPart(() => import('../tasks/task-form.tsx').then((module) => module.TaskForm));

type NextTaskProps = { of: TasksOf; task: DealItem['nextTask'] };

/** What to do next with a record, done in place. */
export function NextTask({ of, task }: NextTaskProps) {
  const session = useSession();
  const [isAdding, setAdding] = useState(false);
  const mayAdd = allows(session, 'task', 'create');
  return (
    <section className={css.section} aria-label={ruDeal.next}>
      <header className={css.head}>
        <h2>{ruDeal.next}</h2>
        {mayAdd ? (
          <ActionIcon size={24} aria-label={ruTasks.create.title} onClick={() => setAdding(true)}>
            <IconPlus size={16} stroke={1.6} />
          </ActionIcon>
        ) : null}
      </header>
      {task ? (
        <div className={css.task} data-late={(task.dueAt && hasPassed(task.dueAt)) || undefined}>
          <span className={css.taskIcon}><TaskIcon kind={task.kind} /></span>
          <div className={css.taskWords}>
            <p className={css.taskTitle}>{task.title}</p>
            <p className={css.taskDue}>{task.dueAt ? formatMoment(task.dueAt) : ruTasks.noDue}</p>
          </div>
          {task.mayEdit ? (
            <button
              type="button"
              className={css.tick}
              aria-label={ruTasks.complete(task.title)}
              title={ruTasks.complete(task.title)}
              onClick={() => void completeTask(task)}
            >
              <IconCheck size={14} stroke={2} aria-hidden />
            </button>
          ) : null}
        </div>
      ) : <p className={css.quiet}>{ruDeal.noNext}</p>}
      <Suspense>
        {isAdding ? (
          <TaskForm
            about={of}
            onClose={() => setAdding(false)}
          />
        ) : null}
      </Suspense>
    </section>
  );
}
