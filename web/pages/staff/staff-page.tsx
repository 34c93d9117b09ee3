import { Button, Checkbox } from '@mantine/core';
import { Suspense, useMemo, useState } from 'react';
import type { Department, EmployeeItem } from '#contract/staff';
import { allows, useSession } from '../../api/session.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { formatNumber } from '../../ui/format.ts';
import { IconPlus, IconUsers } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Fact, Page, PageHeader } from '../../ui/page.tsx';
import { QuickFind } from '../../ui/quick-find.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { DepartmentTree } from './department-tree.tsx';
import type { Move } from './move-dialog.tsx';
import { PeopleTable } from './people-table.tsx';
import { StaffTabs } from './staff-tabs.tsx';
import { subtreeIds } from '../../form/department-tree.ts';
import { useDepartments, usePeople } from './use-staff.ts';
import css from './staff-page.module.css';

const EmployeeForm = lazyPart(() =>
  import('./employee-form.tsx').then((module) => module.EmployeeForm));
const DepartmentForm = lazyPart(() =>
  import('./department-form.tsx').then((module) => module.DepartmentForm));

const MoveDialog = lazyPart(() => import('./move-dialog.tsx').then((module) => module.MoveDialog));

const NO_PEOPLE: EmployeeItem[] = [];
const NO_DEPARTMENTS: Department[] = [];

type Sieve = { departmentId: number | undefined; text: string; withDismissed: boolean };

function sift(people: EmployeeItem[], departments: Department[], sieve: Sieve): EmployeeItem[] {
  const { departmentId, text, withDismissed } = sieve;
  const within = departmentId === undefined ? null : subtreeIds(departments, departmentId);
  const typed = text.trim().toLowerCase();
  return people.filter((person) => (withDismissed || person.dismissedAt === null)
    && (within === null || within.has(person.department.id))
    && (typed === '' || `${person.name} ${person.login ?? ''} ${person.position ?? ''}`
      .toLowerCase().includes(typed)))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'ru'));
}

function Shown({ people, departments, isSought, onOpen }: {
  people: EmployeeItem[]; departments: Department[]; isSought: boolean;
  onOpen: ((person: EmployeeItem) => void) | undefined;
}) {
  const headIds = useMemo(() => new Set(departments.flatMap((each) =>
    each.heads.map((head) => `${each.id}:${head.id}`))), [departments]);
  if (people.length > 0) return <PeopleTable people={people} headIds={headIds} onOpen={onOpen} />;
  return (
    <EmptyState
      icon={<IconUsers size={20} stroke={1.5} />}
      title={isSought ? ruStaff.noneFound : ruStaff.none}
    />
  );
}

function People({ onOpen, onDepartment, onMove, mayEditTree }: {
  onOpen: ((person: EmployeeItem) => void) | undefined;
  onDepartment: (form: { department?: Department; parentId?: number }) => void;
  onMove: (move: Move) => void;
  mayEditTree: boolean;
}) {
  const people = usePeople();
  const departments = useDepartments();
  const [sieve, setSieve] = useState<Sieve>({
    departmentId: undefined, text: '', withDismissed: false,
  });
  const all = people.data?.items ?? NO_PEOPLE;
  const tree = departments.data ?? NO_DEPARTMENTS;
  const shown = useMemo(() => sift(all, tree, sieve), [all, tree, sieve]);
  const find = useMemo(() => (text: string | undefined) =>
    setSieve((now) => ({ ...now, text: text ?? '' })), []);
  const error = people.error ?? departments.error;
  if (error && !people.data) {
    return (
      <ErrorState error={error} title={ruStaff.failed} onRetry={() => void people.refetch()} />
    );
  }
  const chosen = tree.find((each) => each.id === sieve.departmentId);
  return (
    <div className={css.columns}>
      <DepartmentTree
        departments={tree}
        chosenId={sieve.departmentId}
        peopleCount={all.filter((person) => person.dismissedAt === null).length}
        mayEdit={mayEditTree}
        onChoose={(departmentId) => setSieve((now) => ({ ...now, departmentId }))}
        onEdit={onDepartment}
        onMove={onMove}
      />
      <div className={css.people}>
        <div className={css.bar}>
          <h2>{chosen?.name ?? ruStaff.everybody}</h2>
          <span className={css.count}>{formatNumber(shown.length)}</span>
          <span className={css.space} />
          <Checkbox
            label={ruStaff.withDismissed}
            checked={sieve.withDismissed}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              setSieve((now) => ({ ...now, withDismissed: checked }));
            }}
          />
          <QuickFind value={sieve.text} onChange={find} />
        </div>
        {people.isPending ? <SkeletonRows count={12} height={36} /> : (
          <Shown people={shown} departments={tree} isSought={sieve.text !== ''} onOpen={onOpen} />
        )}
      </div>
    </div>
  );
}

/** Who works here, in which department, and what each may do. */
export function StaffPage() {
  const session = useSession();
  const [person, setPerson] = useState<{ person?: EmployeeItem } | null>(null);
  const [department, setDepartment] = useState<
    { department?: Department; parentId?: number } | null
  >(null);
  const [move, setMove] = useState<Move | null>(null);
  const { data } = usePeople();
  const working = data?.items.filter((each) => each.dismissedAt === null).length;
  const mayCreate = allows(session, 'employee', 'create');
  return (
    <Page title={ruStaff.title}>
      <PageHeader
        title={ruStaff.title}
        facts={working === undefined ? null
          : <Fact value={formatNumber(working)} label={ruStaff.people(working)} />}
        actions={(
          <>
            <StaffTabs />
            {mayCreate ? (
              <Button
                leftSection={<IconPlus size={16} stroke={1.75} />}
                onClick={() => setPerson({})}
              >
                {ruStaff.addPerson}
              </Button>
            ) : null}
          </>
        )}
        divided
      />
      <People
        onOpen={allows(session, 'employee', 'edit')
          ? (each) => setPerson({ person: each }) : undefined}
        onDepartment={setDepartment}
        onMove={setMove}
        mayEditTree={allows(session, 'setting', 'edit')}
      />
      <Suspense>
        {person ? <EmployeeForm {...person} onClose={() => setPerson(null)} /> : null}
        {move ? <MoveDialog move={move} onClose={() => setMove(null)} /> : null}
        {department ? <DepartmentForm {...department} onClose={() => setDepartment(null)} /> : null}
      </Suspense>
    </Page>
  );
}
