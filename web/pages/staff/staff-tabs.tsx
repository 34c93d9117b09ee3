import { useLocation } from '@tanstack/react-router';
import { allows, useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { LinkSegments } from '../../ui/segments.tsx';

/** «Люди | Отсутствия | Роли и права»; the last only for those who may see it. */
export function StaffTabs() {
  const session = useSession();
  const { pathname } = useLocation();
  return (
    <LinkSegments
      label={ruStaff.tabs.label}
      items={[
        { label: ruStaff.tabs.people, to: paths.staff(), current: pathname === paths.staff() },
        {
          label: ruStaff.tabs.absences, to: paths.absences(),
          current: pathname === paths.absences(),
        },
        ...(allows(session, 'setting', 'read') ? [
          { label: ruStaff.tabs.roles, to: paths.roles(), current: pathname === paths.roles() },
        ] : []),
      ]}
    />
  );
}
