import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { TaskItem } from '#contract/work';
import { allows, useSession } from '../../api/session.ts';
import { useChanges } from '../../api/stream.ts';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { formatNumber } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconChecklist, IconPlus } from '../../ui/icons.ts';
import { Fact, Page, PageBody, PageHeader } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { refreshTasks } from './task-actions.ts';
import { TaskGroup } from './task-group.tsx';
import { TaskLayouts } from './task-layouts.tsx';
import { useMyTasks } from './use-my-tasks.ts';
import type { MyTasks } from './use-my-tasks.ts';
import type { TasksSearch } from './tasks-search.ts';
import { useTaskKeys } from './use-task-keys.ts';
import css from './tasks-page.module.css';

const TaskForm = lazy(() =>
  import('./task-form.tsx').then((module) => ({ default: module.TaskForm })));

const QuickTask = lazy(() =>
  import('./quick-task.tsx').then((module) => ({ default: module.QuickTask })));

const GROUPS = ['overdue', 'today', 'later', 'done'] as const;

function Groups({ tasks, onEdit, onOpen }: {
  tasks: MyTasks; onEdit: ((task: TaskItem) => void) | undefined;
  onOpen: (task: TaskItem) => void;
}) {
  const all = GROUPS.flatMap((group) => tasks[group]);
  const keys = useTaskKeys(all, onOpen);
  const isQuiet = tasks.overdue.length + tasks.today.length === 0;
  return (
    <div className={css.groups} onKeyDown={keys.onKeyDown} onClick={keys.onClick}>
      {isQuiet ? (
        <EmptyState
          icon={<IconChecklist size={20} stroke={1.5} />}
          title={ruTasks.nothing}
          hint={ruTasks.nothingHint}
        />
      ) : null}
      {GROUPS.map((group) => (
        <TaskGroup key={group} group={group} tasks={tasks[group]} onEdit={onEdit} />
      ))}
    </div>
  );
}

type Over = { task?: TaskItem; isQuick?: boolean };

/** A form, or the line for a new task. */
function Overlays({ over, onOver }: { over: Over; onOver: (over: Over) => void }) {
  const { task, isQuick } = over;
  return (
    <Suspense>
      {task ? <TaskForm task={task} onClose={() => onOver({})} /> : null}
      {isQuick ? <QuickTask onClose={() => onOver({})} /> : null}
    </Suspense>
  );
}

/** What one person has to do: overdue, today, later, done; finished in place. */
export function TasksPage() {
  const session = useSession();
  const [over, setOver] = useState<Over>({});
  const { tasks, error, refetch } = useMyTasks(session.employee.id);
  useChanges('task', null, refreshTasks);
  const mayCreate = allows(session, 'task', 'create');
  const mayEdit = allows(session, 'task', 'edit');
  useHotkeys(mayCreate ? { c: () => setOver({ isQuick: true }) } : {});

  const search: TasksSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const { open, panel } = useRecordPanel({
    entity: 'task', rows: tasks ? GROUPS.flatMap((group) => tasks[group]) : [],
    openId: search.task,
    show: (task, replace) => void navigate({ to: '.', search: { task }, replace }),
  });

  return (
    <Page title={ruTasks.title}>
      <PageHeader
        title={ruTasks.mine}
        facts={tasks ? (
          <>
            <Fact value={formatNumber(tasks.overdue.length)} label={ruTasks.facts.overdue} />
            <Fact value={formatNumber(tasks.today.length)} label={ruTasks.facts.today} />
          </>
        ) : null}
        actions={(
          <>
            <TaskLayouts />
            {mayCreate ? (
              <Button
                leftSection={<IconPlus size={16} stroke={1.75} />}
                onClick={() => setOver({ isQuick: true })}
              >
                {ruTasks.add}
              </Button>
            ) : null}
          </>
        )}
        divided
      />
      <PageBody>
        {tasks ? (
          <Groups
            tasks={tasks}
            onEdit={mayEdit ? (task) => setOver({ task }) : undefined}
            onOpen={(task) => open(task, false)}
          />
        ) : null}
        {!tasks && error ? (
          <ErrorState error={error} title={ruTasks.listFailed} onRetry={refetch} />
        ) : null}
        {!tasks && !error ? <SkeletonRows count={10} height={48} /> : null}
      </PageBody>
      {panel}
      <Overlays over={over} onOver={setOver} />
    </Page>
  );
}
