import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EmployeeItem } from '#contract/staff';
import { routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { LEFT_WORK } from './left-work.ts';
import form from '../../form/form.module.css';
import css from './staff-page.module.css';

const { work: texts } = ruStaff;

/** What is a person's now. Who leaves gives it away in these lists, marking all of it at once. */
export function WorkOfPerson({ person }: { person: EmployeeItem }) {
  const session = useSession();
  const kinds = LEFT_WORK.filter(({ entity }) => allows(session, entity, 'read'));
  const asked = useQueries({
    queries: kinds.map(({ route, filter }) => ({
      ...routeQuery(route, {
        query: { limit: '1', total: '1', filter: JSON.stringify(filter(person.id)) },
      }),
      staleTime: 0,
    })),
  });
  const left = kinds.flatMap((each, at) => {
    const total = asked[at]?.data?.total;
    return total ? [{ ...each, total }] : [];
  });
  if (left.length === 0) return null;
  return (
    <div className={form.group}>
      <p className={form.label}>{texts.title}</p>
      <p className={css.work}>
        {left.map(({ kind, to, filter, total }) => (
          <Link key={kind} to={to} search={{ filter: JSON.stringify(filter(person.id)) }}>
            {texts.counts[kind](total)}
          </Link>
        ))}
      </p>
      <p className={form.hint}>{texts.hint}</p>
    </div>
  );
}
