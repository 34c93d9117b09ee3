import { usePeopleHere } from '../api/presence.ts';
import { ruPresence } from '../texts/ru-presence.ts';
import { Avatar } from './avatar.tsx';
import css from './presence.module.css';

const SHOWN_MAX = 5;

/** Who else has this record open. */
export function PresenceAvatars() {
  const people = usePeopleHere();
  if (people.length === 0) return null;
  const rest = people.length - SHOWN_MAX;
  return (
    <ul className={css.people} aria-label={ruPresence.here}>
      {people.slice(0, SHOWN_MAX).map((person) => {
        const words = person.field
          ? ruPresence.edits(person.name, person.field) : ruPresence.looks(person.name);
        return (
          <li key={person.id} title={words} data-edits={person.field ? true : undefined}>
            <Avatar name={person.name} />
            <span className={css.words}>{words}</span>
          </li>
        );
      })}
      {rest > 0 ? <li className={css.rest}>+{rest}</li> : null}
    </ul>
  );
}

/** Beside a field that somebody else is editing at this moment. */
export function FieldEditors({ label }: { label: string }) {
  const editors = usePeopleHere().filter((person) => person.field === label);
  if (editors.length === 0) return null;
  return (
    <span className={css.editing}>
      {ruPresence.editing(editors.map((person) => person.name).join(', '))}
    </span>
  );
}
