import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { ParsedTask } from '#contract/parse-task';
import { taskCreate, taskEdit } from '#contract/work';
import type { TaskItem } from '#contract/work';
import { call } from '../../api/client.ts';
import { allows, useSession } from '../../api/session.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ru } from '../../texts/ru.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { Segments } from '../../ui/segments.tsx';
import { toast } from '../../ui/toast-store.ts';
import { DueFields } from './due-fields.tsx';
import { dueOf, emptyDue, momentOfDue } from './due.ts';
import type { Due } from './due.ts';
import { refreshTasks } from './task-actions.ts';
import { TaskExtras } from './task-extras.tsx';
import type { Extras } from './task-extras.tsx';
import form from '../../form/form.module.css';

const FIELDS = ['title', 'assigneeId', 'dueAt', 'note'];
const PEOPLE_KINDS = ['task', 'call', 'letter'] as const;
type PeopleKind = (typeof PEOPLE_KINDS)[number];
const { create: texts } = ruTasks;

type TaskFormProps = {
  /** The record of a new task. */
  about?: { entity: string; entityId: number };
  /** An existing task to change. */
  task?: TaskItem;
  /** What a line of plain words has told already. */
  parsed?: ParsedTask;
  onClose: () => void;
};

type Draft = Extras & {
  title: string; kind: PeopleKind; due: Due; assignee: ReferenceValue | null; note: string;
};

const isPeopleKind = (kind: string): kind is PeopleKind =>
  (PEOPLE_KINDS as readonly string[]).includes(kind);

function bodyOf(draft: Draft) {
  return {
    title: draft.title.trim(),
    dueAt: momentOfDue(draft.due),
    note: draft.note.trim() || null,
    priority: draft.priority,
    checklist: draft.checklist,
    watcherIds: draft.watchers.map((person) => person.id),
    reminders: draft.due.day ? draft.reminders : [],
    recurrence: draft.due.day ? draft.recurrence : null,
    ...(draft.assignee ? { assigneeId: draft.assignee.id } : {}),
  };
}

function useSave({ about, task, onClose }: TaskFormProps) {
  return useMutation({
    mutationFn: (draft: Draft) => {
      const body = bodyOf(draft);
      const kind = !task || isPeopleKind(task.kind) ? { kind: draft.kind } : {};
      return task
        ? call(taskEdit, {
          params: { id: task.id }, body: { version: task.version, ...body, ...kind },
        })
        : call(taskCreate, { body: { ...body, ...kind, ...about } });
    },
    onSuccess: () => {
      refreshTasks();
      toast(task ? texts.saved : texts.created);
      onClose();
    },
  });
}

function extrasOf({ task, parsed }: TaskFormProps): Extras {
  if (task) return task;
  const { priority = 'normal', recurrence = null } = parsed ?? {};
  return { priority, recurrence, checklist: [], reminders: [], watchers: [] };
}

function dueIn({ task, parsed }: TaskFormProps): Due {
  if (task) return dueOf(task.dueAt);
  return parsed?.day ? { day: parsed.day, time: parsed.time || '18:00' } : emptyDue();
}

function useDraft(props: TaskFormProps) {
  const { employee } = useSession();
  const { task, parsed } = props;
  return useState<Draft>({
    ...extrasOf(props),
    title: task?.title ?? parsed?.title ?? '',
    kind: task && isPeopleKind(task.kind) ? task.kind : parsed?.kind ?? 'task',
    due: dueIn(props),
    assignee: task
      ? { id: task.assignee.id, title: task.assignee.name }
      : { id: employee.id, title: employee.name },
    note: task?.note ?? '',
  });
}

/** A new task, or an existing one changed: what, when and who. */
export function TaskForm(props: TaskFormProps) {
  const { task, onClose } = props;
  const session = useSession();
  const [draft, setDraft] = useDraft(props);
  const [isTried, setTried] = useState(false);
  const save = useSave(props);
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.title.trim()) save.mutate(draft);
  }

  return (
    <Modal opened onClose={onClose} title={task ? texts.editTitle : texts.title} size={460}>
      <form className={form.form} onSubmit={submit} noValidate>
        <TextInput
          data-autofocus
          label={texts.name}
          placeholder={texts.namePlaceholder}
          maxLength={500}
          value={draft.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
          error={isTried && !draft.title.trim() ? texts.needName : fieldError(save.error, 'title')}
        />
        {!task || isPeopleKind(task.kind) ? (
          <Segments
            label={texts.kind}
            value={draft.kind}
            items={PEOPLE_KINDS.map((value) => ({ value, label: ruTasks.kinds[value] ?? value }))}
            onChange={(kind) => set({ kind })}
          />
        ) : null}
        <DueFields value={draft.due} onChange={(due) => set({ due })} />
        {allows(session, 'employee', 'read') ? (
          <ReferenceSelect
            label={texts.assignee}
            source="employees"
            clearable={false}
            value={draft.assignee}
            onChange={(assignee) => set({ assignee })}
            error={fieldError(save.error, 'assigneeId')}
          />
        ) : null}
        <Textarea
          label={texts.note}
          autosize
          minRows={2}
          maxLength={20_000}
          value={draft.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
        <TaskExtras value={draft} hasDue={draft.due.day !== ''} onChange={set} />
        <FormError error={save.error} shown={FIELDS} />
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={save.isPending}>
            {task ? ru.common.save : texts.submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
