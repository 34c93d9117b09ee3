import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Suspense, useState } from 'react';
import { parseTask } from '#contract/parse-task';
import type { ParsedTask } from '#contract/parse-task';
import { employeesLookup } from '#contract/staff';
import { taskCreate } from '#contract/work';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { ruDay } from '../../texts/ru-day.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { formatMoment } from '../../ui/format.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { toast } from '../../ui/toast-store.ts';
import { momentOfDue } from './due.ts';
import { useRecordHere } from './record-here.ts';
import type { RecordHere } from './record-here.ts';
import { refreshTasks } from './task-actions.ts';
import form from '../../form/form.module.css';
import css from './task-form.module.css';

const TaskForm = lazyPart(() => import('./task-form.tsx').then((module) => module.TaskForm));
const texts = ruDay.quick;

type QuickTaskProps = {
  /** The record of the new task; unless told, the one on the screen. */
  about?: RecordHere;
  onClose: () => void;
};

/** The first colleague whose name begins with what stands after @. */
async function assigneeOf(name: string): Promise<number | undefined> {
  if (!name) return undefined;
  const [found] = await call(employeesLookup, { query: { q: name, limit: 1 } });
  if (!found) throw new Error(texts.noSuchPerson(name));
  return found.id;
}

async function create(parsed: ParsedTask, about: QuickTaskProps['about']): Promise<void> {
  const assigneeId = await assigneeOf(parsed.assignee);
  await call(taskCreate, {
    body: {
      title: parsed.title, kind: parsed.kind, priority: parsed.priority,
      dueAt: momentOfDue(parsed), recurrence: parsed.recurrence,
      ...(assigneeId === undefined ? {} : { assigneeId }),
      ...(about ? { entity: about.entity, entityId: about.entityId } : {}),
    },
  });
}

/** What the program has understood, before Enter is pressed. */
function Understood({ parsed }: { parsed: ParsedTask }) {
  const due = momentOfDue(parsed);
  const parts = [
    ruTasks.kinds[parsed.kind],
    due ? formatMoment(due) : texts.noDue,
    parsed.priority === 'high' ? ruDay.urgent : null,
    parsed.recurrence ? ruTasks.repeats[parsed.recurrence.every] : null,
    parsed.assignee ? `@${parsed.assignee}` : null,
  ].filter(Boolean);
  return (
    <p className={css.understood} aria-live="polite">
      <b>{parsed.title || '…'}</b>
      {parts.map((part) => <span key={part} className={css.part}>{part}</span>)}
    </p>
  );
}

/** One line of plain words makes a task from anywhere: C, type, Enter. */
export function QuickTask({ about: given, onClose }: QuickTaskProps) {
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const [full, setFull] = useState(false);
  const here = useRecordHere();
  const [isApart, setApart] = useState(false);
  const about = given ?? (isApart ? undefined : here);
  const [now] = useState(() => new Date());
  const parsed = parseTask(text, now);
  const save = useMutation({
    mutationFn: () => create(parsed, about),
    onSuccess: () => {
      refreshTasks();
      toast(ruTasks.create.created, { detail: parsed.title });
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (parsed.title && !save.isPending) save.mutate();
  }

  if (full) {
    return (
      <Suspense>
        <TaskForm
          {...(about ? { about: { entity: about.entity, entityId: about.entityId } } : {})}
          parsed={parsed}
          onClose={onClose}
        />
      </Suspense>
    );
  }
  return (
    <Modal opened onClose={onClose} title={texts.title} size={520}>
      <form className={form.form} onSubmit={submit} noValidate>
        <TextInput
          data-autofocus
          label={texts.label}
          placeholder={texts.placeholder}
          description={about ? texts.about(about.title) : texts.help}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={isTried && !parsed.title ? texts.need : undefined}
        />
        <Understood parsed={parsed} />
        {about && !given ? (
          <button type="button" className={css.apart} onClick={() => setApart(true)}>
            {texts.apart}
          </button>
        ) : null}
        <FormError error={save.error} shown={[]} />
        <div className={form.buttons}>
          <Button variant="default" onClick={() => setFull(true)}>{texts.full}</Button>
          <Button type="submit" loading={save.isPending}>{texts.add}</Button>
        </div>
      </form>
    </Modal>
  );
}
