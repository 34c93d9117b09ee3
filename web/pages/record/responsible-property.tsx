import { InlineReference } from '../../form/inline-reference.tsx';
import { Person } from '../../ui/avatar.tsx';
import type { Property } from '../../ui/property-list.tsx';

type Named = { id: number; name: string };

type ResponsibleProps = {
  label: string;
  responsible: Named | null;
  mayEdit: boolean;
  save: (patch: {
    label: string;
    body: { responsibleId: number | null };
    shown: { responsible: Named | null };
  }) => void;
};

/** Who answers for a customer, changed where it stands. */
export function responsibleProperty(props: ResponsibleProps): Property {
  const { label, responsible, mayEdit, save } = props;
  const shown = responsible ? <Person name={responsible.name} /> : null;
  return {
    label,
    value: mayEdit ? (
      <InlineReference
        label={label}
        source="employees"
        value={responsible}
        shown={shown}
        onSave={(next) => save({
          label, body: { responsibleId: next?.id ?? null }, shown: { responsible: next },
        })}
      />
    ) : shown,
  };
}
