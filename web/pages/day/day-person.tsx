import { Select } from '@mantine/core';
import { useSession } from '../../api/session.ts';
import { ruDay } from '../../texts/ru-day.ts';
import { useDayPeople } from './use-day.ts';

type DayPersonProps = { value: string; onChange: (who: string) => void };

/** Whose day: one's own, of those one stands in for, of one's people or a whole department. */
export function DayPerson({ value, onChange }: DayPersonProps) {
  const session = useSession();
  const people = useDayPeople();
  const others = people?.employees.filter((each) => each.id !== session.employee.id) ?? [];
  if (!people || others.length === 0) return null;
  const option = (prefix: string) => ({ id, name }: { id: number; name: string }) =>
    ({ value: `${prefix}${id}`, label: name });
  const groups = [
    { group: ruDay.mine, items: [{ value: '', label: ruDay.mine }] },
    { group: ruDay.absent, items: others.filter((each) => each.absent).map(option('e')) },
    { group: ruDay.departments, items: people.departments.map(option('d')) },
    { group: ruDay.people, items: others.filter((each) => !each.absent).map(option('e')) },
  ].filter(({ items }) => items.length > 0);
  return (
    <Select
      aria-label={ruDay.whose}
      data={groups}
      value={value}
      onChange={(who) => onChange(who ?? '')}
      searchable
      allowDeselect={false}
      w={220}
    />
  );
}
