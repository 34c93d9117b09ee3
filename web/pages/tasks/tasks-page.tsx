import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { TaskItem } from '#contract/work';
import { allows, useSession } from '../../api/session.ts';
import { useChanges } from '../../api/stream.ts';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { formatNumber } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconChecklist, IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Fact, Page, PageBody, PageHeader } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { DUE_COLUMNS } from './due-columns.ts';
import { refreshTasks } from './task-actions.ts';
import { TaskGroup } from './task-group.tsx';
import { TaskLayouts } from './task-layouts.tsx';
import { useTasks } from './use-tasks.ts';
import type { MyTasks } from './use-tasks.ts';
import { TasksFilter } from './tasks-filter.tsx';
import { filterOfSide } from './tasks-search.ts';
import type { TasksSearch } from './tasks-search.ts';
import { useTaskKeys } from './use-task-keys.ts';
import css from './tasks-page.module.css';

const TaskForm = lazyPart(() => import('./task-form.tsx').then((module) => module.TaskForm));

const QuickTask = lazyPart(() => import('./quick-task.tsx').then((module) => module.QuickTask));

const TasksBoard = lazyPart(() => import('./tasks-board.tsx').then((module) => module.TasksBoard));

const GROUPS = [...DUE_COLUMNS, 'done'] as const;

type ShownProps = {
  tasks: MyTasks; isBoard: boolean; onEdit: ((task: TaskItem) => void) | undefined;
  onOpen: (task: TaskItem) => void;
};

/** The same tasks as a list of groups or as a board of columns; keys walk both. */
function Shown({ tasks, isBoard, onEdit, onOpen }: ShownProps) {
  const keys = useTaskKeys(GROUPS.flatMap((group) => tasks[group]), onOpen);
  if (isBoard) {
    return (
      <div className={css.boardOf} onKeyDown={keys.onKeyDown} onClick={keys.onClick}>
        <Suspense><TasksBoard tasks={tasks} onEdit={onEdit} /></Suspense>
      </div>
    );
  }
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

function Facts({ tasks }: { tasks: MyTasks }) {
  return (
    <>
      <Fact value={formatNumber(tasks.overdue.length)} label={ruTasks.facts.overdue} />
      <Fact value={formatNumber(tasks.today.length)} label={ruTasks.facts.today} />
    </>
  );
}

type BodyProps = Pick<ShownProps, 'isBoard' | 'onEdit' | 'onOpen'> & {
  list: ReturnType<typeof useTasks>;
};

function Body({ list: { tasks, hidden, error, refetch }, ...shown }: BodyProps) {
  if (!tasks) {
    return error ? <ErrorState error={error} title={ruTasks.listFailed} onRetry={refetch} />
      : <SkeletonRows count={10} height={48} />;
  }
  return (
    <>
      <Shown tasks={tasks} {...shown} />
      {hidden > 0 ? <p className={css.hidden}>{ruTasks.hidden(hidden)}</p> : null}
    </>
  );
}

/** What is to be done: one's own tasks, those given away and watched, by when they are due. */
export function TasksPage() {
  const session = useSession();
  const [over, setOver] = useState<Over>({});
  const search: TasksSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const list = useTasks(filterOfSide(search, session.employee.id), search.q);
  const { tasks } = list;
  useChanges('task', null, refreshTasks);
  const mayCreate = allows(session, 'task', 'create');
  const mayEdit = allows(session, 'task', 'edit');
  useHotkeys(mayCreate ? { c: () => setOver({ isQuick: true }) } : {});
  const { open, panel } = useRecordPanel({
    entity: 'task', rows: tasks ? GROUPS.flatMap((group) => tasks[group]) : [],
    openId: search.task,
    show: (task, replace) => void navigate({ to: '.', search: { ...search, task }, replace }),
  });
  return (
    <Page title={ruTasks.title}>
      <PageHeader
        title={ruTasks.sides[search.side ?? 'mine']}
        facts={tasks ? <Facts tasks={tasks} /> : null}
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
      <TasksFilter
        search={search}
        change={(patch, replace) => void navigate({
          to: '.', search: { ...search, task: undefined, ...patch }, replace: replace ?? false,
        })}
      />
      <PageBody>
        <Body
          list={list}
          isBoard={search.layout === 'board'}
          onEdit={mayEdit ? (task) => setOver({ task }) : undefined}
          onOpen={(task) => open(task, false)}
        />
      </PageBody>
      {panel}
      <Overlays over={over} onOver={setOver} />
    </Page>
  );
}
