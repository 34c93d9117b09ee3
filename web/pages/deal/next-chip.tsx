import { Suspense, useState } from 'react';
import type { DealCard } from '#contract/deals';
import { allows, useSession } from '../../api/session.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatMoment, hasPassed } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconCheck, IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { completeTask } from '../tasks/task-actions.ts';
import css from './next-chip.module.css';

const TaskForm = lazyPart(() => import('../tasks/task-form.tsx').then((module) => module.TaskForm));

const { nextChip: texts } = ruDeal;

type Task = DealCard['nextTask'];

/** A deal that was given, a win that was asked for: answered by buttons of their own. */
const ANSWERED = ['acceptance', 'approval'];

function useMay(task: Task) {
  const session = useSession();
  return {
    do: task?.mayEdit === true && !ANSWERED.includes(task.kind),
    add: allows(session, 'task', 'create'),
  };
}

function Words({ task }: { task: Task }) {
  if (!task) return <span className={css.words}>{texts.none}</span>;
  return (
    <>
      <span className={css.words} title={task.title}>{task.title}</span>
      {task.dueAt ? <span className={css.due}>{formatMoment(task.dueAt)}</span> : null}
    </>
  );
}

function GoButton({ isDone, onClick }: { isDone: boolean; onClick: () => void }) {
  const Shape = isDone ? IconCheck : IconPlus;
  const word = isDone ? texts.done : texts.add;
  return (
    <button
      type="button"
      className={css.go}
      aria-label={word}
      title={texts.keys}
      onClick={onClick}
    >
      <Shape size={14} stroke={2} aria-hidden />
      <span className={css.goWord}>{word}</span>
    </button>
  );
}

/** The next action over every tab; «D» says it is done and asks for the one after it. */
export function NextChip({ deal }: { deal: DealCard }) {
  const [isAdding, setAdding] = useState(false);
  const { nextTask: task, isOpen } = deal;
  const may = useMay(task);
  const mayGo = isOpen && (may.do || may.add);

  function goOn() {
    if (may.do && task) void completeTask(task);
    if (may.add) setAdding(true);
  }

  useHotkeys(mayGo ? { d: goOn } : {});
  if (!isOpen && !task) return null;
  const isLate = task?.dueAt ? hasPassed(task.dueAt) : false;
  return (
    <>
      <div className={css.chip} data-late={isLate || undefined} data-none={!task || undefined}>
        <Words task={task} />
        {mayGo ? <GoButton isDone={may.do} onClick={goOn} /> : null}
      </div>
      <Suspense>
        {isAdding ? (
          <TaskForm
            about={{ entity: 'deal', entityId: deal.id }}
            onClose={() => setAdding(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
