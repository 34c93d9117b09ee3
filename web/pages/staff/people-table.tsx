import { ActionIcon } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { viewingStart } from '#contract/session';
import type { EmployeeItem } from '#contract/staff';
import { call } from '../../api/client.ts';
import { allows, useSession } from '../../api/session.ts';
import { reloadAsOther } from '../../api/viewing.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { daysUntil, formatDay } from '../../ui/format.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { IconEye } from '../../ui/icons.ts';
import plain from '../../ui/plain-table.module.css';
import { Tag } from '../../ui/tag.tsx';
import { useStaffDrag } from './use-staff-drag.ts';
import css from './staff-page.module.css';

const { columns: titles } = ruStaff;

/** Whether the person is away today. */
function isAbsent({ absentFrom, absentUntil }: EmployeeItem): boolean {
  return absentFrom !== null && daysUntil(absentFrom) <= 0
    && (absentUntil === null || daysUntil(absentUntil) >= 0);
}

function State({ person }: { person: EmployeeItem }) {
  if (person.dismissedAt) return <Tag meaning="bad">{ruStaff.dismissed}</Tag>;
  if (!isAbsent(person)) return null;
  const words = person.absentUntil
    ? ruStaff.absentUntil(formatDay(person.absentUntil)) : ruStaff.absent;
  return (
    <>
      <Tag meaning="warn">{words}</Tag>
      {person.deputy
        ? <span className={css.deputy}>{ruStaff.deputy(person.deputy.name)}</span> : null}
    </>
  );
}

function ViewAs({ person }: { person: EmployeeItem }) {
  const session = useSession();
  const isOther = person.id !== session.employee.id && person.dismissedAt === null;
  if (!isOther || session.viewer || !allows(session, 'setting', 'edit')) return null;
  return (
    <ActionIcon
      aria-label={ruStaff.viewAs(person.name)}
      title={ruStaff.viewAs(person.name)}
      onClick={() => {
        call(viewingStart, { body: { employeeId: person.id } }).then(reloadAsOther)
          .catch((error: unknown) => failToast(ruStaff.viewFailed, error));
      }}
    >
      <IconEye size={16} stroke={1.6} />
    </ActionIcon>
  );
}

function Row({ person, isHead, withLogin, onOpen }: {
  person: EmployeeItem; isHead: boolean; withLogin: boolean;
  onOpen: ((person: EmployeeItem) => void) | undefined;
}) {
  const row = useRef<HTMLTableRowElement>(null);
  const roles = person.roles.map((role) => role.name).join(', ');
  const isDragged = onOpen !== undefined && person.dismissedAt === null;
  const dragged = useMemo(() => (isDragged ? { person } : null), [person, isDragged]);
  useStaffDrag(row, dragged);
  return (
    <tr ref={row} data-void={person.dismissedAt !== null || undefined} className={css.person}>
      <td data-line>
        <span className={css.who}>
          <Avatar name={person.name} size={24} decorative />
          {onOpen ? (
            <button type="button" className={css.open} onClick={() => onOpen(person)}>
              {person.name}
            </button>
          ) : person.name}
          {isHead ? <Tag>{ruStaff.head}</Tag> : null}
        </span>
      </td>
      {/* Cut short at the width of the column; the whole is under the pointer. */}
      <td title={person.position ?? undefined}>{person.position}</td>
      <td title={person.department.name}>{person.department.name}</td>
      <td title={roles}>{roles}</td>
      {withLogin ? <td className={plain.code}>{person.login}</td> : null}
      <td>
        <State person={person} />
        <ViewAs person={person} />
      </td>
    </tr>
  );
}

/** People of the chosen departments; a name opens the person's form. */
export function PeopleTable({ people, headIds, onOpen }: {
  people: EmployeeItem[]; headIds: ReadonlySet<string>;
  onOpen: ((person: EmployeeItem) => void) | undefined;
}) {
  // Logins are told to administrators alone: an empty column takes the place of the last one.
  const withLogin = people.some(({ login }) => login !== null);
  const shown = Object.entries(titles).filter(([id]) => withLogin || id !== 'login');
  return (
    // A narrow window scrolls it sideways, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={ruStaff.title} tabIndex={0}>
      <table className={`${plain.table} ${plain.cards}`} aria-label={ruStaff.title}>
        <thead>
          <tr>
            {shown.map(([id, title]) => <th key={id} scope="col">{title}</th>)}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Row
              key={person.id}
              person={person}
              isHead={headIds.has(`${person.department.id}:${person.id}`)}
              withLogin={withLogin}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
