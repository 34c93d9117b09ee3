import type { TaskItem } from '#contract/work';
import type { CellEdit, DataColumn } from '../../table/data-table.tsx';
import { dueEdit } from '../../form/typed-due.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { Person } from '../../ui/avatar.tsx';
import { formatMoment } from '../../ui/format.ts';

const { columns: titles } = ruTasks;

const editOf = (edits: boolean, edit: CellEdit<TaskItem>) => (edits ? { edit } : {});

/** Columns of the list of tasks; ids are fields of the catalogue. */
export function taskColumns(edits: boolean): DataColumn<TaskItem>[] {
  return [
    {
      id: 'title', header: titles.title,
      widthPx: 280, leastPx: 230, grows: true, sortField: 'title',
      cell: (task) => task.title, ...editOf(edits, { text: (task) => task.title }),
    },
    {
      id: 'kind', header: titles.kind,
      widthPx: 104, cell: (task) => ruTasks.kinds[task.kind],
    },
    {
      id: 'dueAt', header: titles.due, widthPx: 128, sortField: 'dueAt',
      cell: (task) => (task.dueAt ? formatMoment(task.dueAt) : ruTasks.noDue),
      ...editOf(edits, dueEdit((task) => task.dueAt)),
    },
    {
      id: 'state', header: titles.state, widthPx: 104,
      cell: (task) => ruTasks.states[task.state],
    },
    {
      id: 'priority', header: titles.priority, widthPx: 136, leastPx: 110,
      cell: (task) => ruTasks.priorities[task.priority],
      ...editOf(edits, {
        text: (task) => ruTasks.priorities[task.priority] ?? '', source: 'taskPriorities',
      }),
    },
    {
      id: 'assigneeId', header: titles.assignee,
      widthPx: 160, leastPx: 132, sortField: 'assignee.name',
      cell: (task) => <Person name={task.assignee.name} />,
      ...editOf(edits, { text: (task) => task.assignee.name, source: 'employees' }),
    },
    {
      id: 'authorId', header: titles.author, widthPx: 160, leastPx: 132,
      cell: (task) => (task.author ? <Person name={task.author.name} /> : null),
      copy: (task) => task.author?.name ?? '',
    },
  ];
}
