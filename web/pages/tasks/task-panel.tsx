import { Button, Checkbox, Modal, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Suspense, useState } from 'react';
import { taskAccept, taskReturn } from '#contract/task-acts';
import { taskEdit, taskRead } from '#contract/work';
import type { TaskItem } from '#contract/work';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useSession } from '../../api/session.ts';
import { useChanges } from '../../api/stream.ts';
import { pathOfEntity } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { Person } from '../../ui/avatar.tsx';
import { failToast } from '../../ui/fail-toast.ts';
import { formatMoment } from '../../ui/format.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { PropertyList } from '../../ui/property-list.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { FilesPanel } from '../files/files-panel.tsx';
import { HistoryList } from '../history/history-list.tsx';
import { completeTask, refreshTasks, reopenTask } from './task-actions.ts';
import { TaskCustom } from './task-custom.tsx';
import css from './task-panel.module.css';

const TaskForm = lazyPart(() => import('./task-form.tsx').then((module) => module.TaskForm));
const { panel: texts } = ruTasks;

const argsOf = (id: number) => ({ params: { id } });

function refresh(id: number): void {
  void queryClient.invalidateQueries({ queryKey: keyOf(taskRead, argsOf(id)) });
  refreshTasks();
}

async function run(id: number, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    failToast(ruTasks.failed, error);
  } finally {
    refresh(id);
  }
}

function About({ task }: { task: TaskItem }) {
  const to = task.entity && task.entityId ? pathOfEntity(task.entity, task.entityId) : null;
  const rule = task.recurrence;
  return (
    <PropertyList
      items={[
        { label: ruTasks.create.due, value: task.dueAt ? formatMoment(task.dueAt) : ruTasks.noDue },
        { label: texts.assignee, value: <Person name={task.assignee.name} /> },
        ...(task.insteadOf
          ? [{ label: texts.insteadOf, value: <Person name={task.insteadOf.name} /> }] : []),
        ...(task.author
          ? [{ label: texts.author, value: <Person name={task.author.name} /> }] : []),
        ...(task.entityTitle ? [{
          label: texts.record,
          value: to ? <Link className={css.link} to={to}>{task.entityTitle}</Link>
            : task.entityTitle,
        }] : []),
        ...(rule ? [{ label: ruTasks.create.repeat, value: ruTasks.repeats[rule.every] }] : []),
        ...(task.reminders.length > 0 ? [{
          label: ruTasks.create.reminders,
          value: task.reminders.map((each) => ruTasks.create.remind(each)).join(', '),
        }] : []),
        ...(task.watchers.length > 0 ? [{
          label: texts.watchers, value: task.watchers.map((each) => each.name).join(', '),
        }] : []),
      ]}
    />
  );
}

function Checklist({ task, mayEdit }: { task: TaskItem; mayEdit: boolean }) {
  if (task.checklist.length === 0) return null;
  const set = (at: number, done: boolean) => void run(task.id, () => call(taskEdit, {
    ...argsOf(task.id),
    body: {
      version: task.version,
      checklist: task.checklist.map((item, index) => (index === at ? { ...item, done } : item)),
    },
  }));
  return (
    <fieldset className={css.checklist}>
      <legend>{ruTasks.create.checklist}</legend>
      {task.checklist.map((item, index) => (
        <Checkbox
          key={`${index} ${item.text}`}
          label={item.text}
          checked={item.done}
          disabled={!mayEdit}
          onChange={(event) => set(index, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

function ReturnDialog({ task, onClose }: { task: TaskItem; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={onClose} title={texts.returnTitle} size={440}>
      <Textarea
        data-autofocus
        label={texts.reason}
        autosize
        minRows={3}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
        <Button
          disabled={!reason.trim()}
          onClick={() => {
            onClose();
            void run(task.id, () => call(taskReturn, { ...argsOf(task.id), body: { reason } }));
          }}
        >
          {texts.return}
        </Button>
      </div>
    </Modal>
  );
}

/** Who was given a task takes it or gives it back; anybody may finish what they see as theirs. */
function Acts({ task, onEdit }: { task: TaskItem; onEdit: () => void }) {
  const session = useSession();
  const [isReturning, setReturning] = useState(false);
  const isGiven = task.author !== null && task.author.id !== task.assignee.id
    && task.assignee.id === session.employee.id;
  if (task.state !== 'open') {
    return (
      <div className={css.acts}>
        <Button
          variant="default"
          onClick={() => void reopenTask(task).then(() => refresh(task.id))}
        >
          {texts.reopen}
        </Button>
      </div>
    );
  }
  return (
    <div className={css.acts}>
      <Button onClick={() => void completeTask(task).then(() => refresh(task.id))}>
        {texts.complete}
      </Button>
      {isGiven && !task.acceptedAt ? (
        <Button
          variant="default"
          onClick={() => void run(task.id, () => call(taskAccept, argsOf(task.id)))}
        >
          {texts.accept}
        </Button>
      ) : null}
      {isGiven ? (
        <Button variant="default" onClick={() => setReturning(true)}>{texts.return}</Button>
      ) : null}
      <Button variant="default" onClick={onEdit}>{ruTasks.edit}</Button>
      {isReturning ? <ReturnDialog task={task} onClose={() => setReturning(false)} /> : null}
    </div>
  );
}

/** A task beside the list: what it is about, its checklist, files and talk. */
export function TaskPanel({ taskId, onClose }: { taskId: number; onClose: () => void }) {
  const [isEditing, setEditing] = useState(false);
  const { data: task, error, refetch } = useQuery(routeQuery(taskRead, argsOf(taskId)));
  useChanges('task', taskId, () => refresh(taskId));
  const of = { entity: 'task', entityId: taskId };
  let body: ReactNode = <SkeletonRows count={8} />;
  if (error && !task) {
    body = <ErrorState error={error} title={ruTasks.listFailed} onRetry={() => void refetch()} />;
  } else if (task) {
    body = (
      <>
        <h2 className={css.title}>{task.title}</h2>
        {task.mayEdit ? <Acts task={task} onEdit={() => setEditing(true)} /> : null}
        <About task={task} />
        <TaskCustom task={task} mayEdit={task.mayEdit} run={(act) => void run(task.id, act)} />
        {task.note ? <p className={css.note}>{task.note}</p> : null}
        <Checklist task={task} mayEdit={task.mayEdit && task.state === 'open'} />
        <FilesPanel of={of} />
        <h3 className={css.heading}>{texts.talk}</h3>
        <HistoryList of={of} mayComment />
      </>
    );
  }
  return (
    <SidePanel
      label={texts.label(task?.title ?? '')}
      header={<span>{task ? ruTasks.kinds[task.kind] : ''}</span>}
      onClose={onClose}
    >
      {body}
      <Suspense>
        {task && isEditing ? <TaskForm task={task} onClose={() => setEditing(false)} /> : null}
      </Suspense>
    </SidePanel>
  );
}
