import { useState } from 'react';
import type { DealCard } from '#contract/deals';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ru } from '../../texts/ru.ts';
import { Person } from '../../ui/avatar.tsx';
import { IconPlus, IconX } from '../../ui/icons.ts';
import { inviteToDeal, removeFromDeal } from './participants.ts';
import css from './deal-properties.module.css';

const { participants: texts } = ruDeal;

/** Who works on the deal beside its responsible, added and removed where they stand. */
export function ParticipantsField({ deal }: { deal: DealCard }) {
  const [isAdding, setAdding] = useState(false);
  const mayEdit = deal.may.edit;
  return (
    <div className={css.people}>
      {deal.participants.map((person) => (
        <span key={person.id} className={css.participant}>
          <Person name={person.name} />
          {mayEdit ? (
            <button
              type="button"
              className={css.drop}
              aria-label={texts.remove(person.name)}
              onClick={() => void removeFromDeal(deal.id, person)}
            >
              <IconX size={12} stroke={2} aria-hidden />
            </button>
          ) : null}
        </span>
      ))}
      {deal.participants.length === 0 && !mayEdit
        ? <span className={css.absent}>{ru.common.notSet}</span> : null}
      {mayEdit && !isAdding ? (
        <button type="button" className={css.addPerson} onClick={() => setAdding(true)}>
          <IconPlus size={12} stroke={2} aria-hidden />
          {texts.add}
        </button>
      ) : null}
      {isAdding ? (
        // Escape closes; leaving the field keeps it, so that several can be added in a row.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div
          className={css.addField}
          onKeyDown={(event) => event.key === 'Escape' && setAdding(false)}
        >
          <ReferenceSelect
            aria-label={texts.choose}
            source="employees"
            value={null}
            autoFocus
            onChange={(person) => {
              setAdding(false);
              if (person) void inviteToDeal(deal.id, { id: person.id, name: person.title });
            }}
          />
        </div>
      ) : null}
    </div>
  );
}
