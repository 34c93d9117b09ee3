import { useMemo } from 'react';
import { tasksFields, tasksList } from '#contract/work';
import type { TaskItem } from '#contract/work';
import { allows, useSession } from '../../api/session.ts';
import { ExportMenu } from '../../lists/export-menu.tsx';
import { exportOf } from '../../lists/export-of.ts';
import { ListBody } from '../../lists/list-body.tsx';
import { ListEmpty } from '../../lists/list-empty.tsx';
import { ListFilter } from '../../lists/list-filter.tsx';
import { useList, useListSearch } from '../../lists/use-list.ts';
import type { MassActionName } from '../../mass/mass-bar.tsx';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { formatNumber } from '../../ui/format.ts';
import { IconChecklist } from '../../ui/icons.ts';
import { Fact, Page, PageHeader } from '../../ui/page.tsx';
import css from '../companies/companies-page.module.css';
import { taskColumns } from './task-columns.tsx';
import { TaskLayouts } from './task-layouts.tsx';
import { OPEN } from './tasks-search.ts';
import type { TasksSearch } from './tasks-search.ts';

const ROUTES = { list: tasksList, fields: tasksFields };
const ACTIONS: MassActionName[] = ['close', 'edit', 'assign'];

/** Every task that one sees: one's own, and those of one's people. */
export function ListPage() {
  const session = useSession();
  const { search, change } = useListSearch<TasksSearch>();
  const edits = allows(session, 'task', 'edit');
  const own = useMemo(() => taskColumns(edits), [edits]);
  const { fields, view, ask, list, selection } = useList<TaskItem>({
    noun: 'tasks', own, routes: ROUTES, search, change, begins: OPEN,
  });
  const { open, panel, walk } = useRecordPanel({
    entity: 'task', rows: list.rows, openId: search.task,
    show: (task, replace) => change({ task }, replace),
  });
  return (
    <Page title={ruTasks.title}>
      <PageHeader
        title={ruTasks.title}
        facts={list.total === undefined ? null : (
          <Fact value={formatNumber(list.total)} label={ruTasks.total(list.total)} />
        )}
        actions={(
          <>
            {allows(session, 'task', 'export') ? (
              <ExportMenu
                total={list.total}
                view={exportOf('tasks', view.columns, search, selection.value)}
              />
            ) : null}
            <TaskLayouts />
          </>
        )}
      />
      <ListFilter noun="tasks" search={search} change={change} fields={fields} view={view} />
      <div className={css.list}>
        <ListBody<TaskItem>
          noun="tasks"
          label={ruTasks.title}
          route={tasksList}
          ask={ask}
          list={list}
          view={view}
          group={search.group}
          selection={selection}
          actions={edits ? ACTIONS : []}
          onSort={(next) => change({ sort: next }, true)}
          onOpen={open}
          openId={search.task}
          walk={walk}
          empty={(
            <ListEmpty
              icon={IconChecklist}
              words={{ none: ruTasks.nothing }}
              search={search}
              change={change}
            />
          )}
        />
        {panel}
      </div>
    </Page>
  );
}
