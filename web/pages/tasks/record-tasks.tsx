import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { tasksList } from '#contract/work';
import type { TaskItem } from '#contract/work';
import { routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { IconChecklist, IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import css from './record-tasks.module.css';
import { TaskLine } from './task-line.tsx';

const TaskForm = lazyPart(() => import('./task-form.tsx').then((module) => module.TaskForm));

const TASKS_MAX = '200';
const { tasks: texts } = ruDeal;

export type TasksOf = { entity: string; entityId: number };

/** All tasks of a record; asked with the card, for the count on its tab. */
export function useRecordTasks(of: TasksOf) {
  return useQuery(routeQuery(tasksList, { query: { ...of, limit: TASKS_MAX } }));
}

/** The tasks of one record, open ones first, and the way to a new one. */
export function RecordTasks({ of }: { of: TasksOf }) {
  const session = useSession();
  const reading = useRecordTasks(of);
  const { data } = reading;
  const [form, setForm] = useState<{ task?: TaskItem } | null>(null);
  const mayEdit = allows(session, 'task', 'edit');
  const onEdit = mayEdit ? (task: TaskItem) => setForm({ task }) : undefined;
  if (!data) return <ReadingState of={reading} title={texts.failed} rows={5} rowHeight={48} />;
  const open = data.items.filter((task) => task.state === 'open');
  const closed = data.items.filter((task) => task.state !== 'open');
  return (
    <div className={css.tab}>
      <header className={css.head}>
        <h3 className={css.heading}>{texts.open}</h3>
        {allows(session, 'task', 'create') ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={15} stroke={1.75} />}
            onClick={() => setForm({})}
          >
            {texts.add}
          </Button>
        ) : null}
      </header>
      {open.map((task) => <TaskLine key={task.id} task={task} onEdit={onEdit} />)}
      {open.length === 0 ? (
        <EmptyState
          icon={<IconChecklist size={20} stroke={1.5} />}
          title={texts.none}
          hint={texts.noneHint}
        />
      ) : null}
      {closed.length > 0 ? (
        <>
          <header className={css.head}><h3 className={css.heading}>{texts.closed}</h3></header>
          {closed.map((task) => <TaskLine key={task.id} task={task} onEdit={onEdit} />)}
        </>
      ) : null}
      <Suspense>
        {form ? <TaskForm {...form} about={of} onClose={() => setForm(null)} /> : null}
      </Suspense>
    </div>
  );
}
