import { Checkbox } from '@mantine/core';
import { FIELD_GROUPS } from '#contract/rights';
import type { FieldGroup } from '#contract/rights';
import { roleEdit } from '#contract/staff';
import type { Role } from '#contract/staff';
import { call } from '../../api/client.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { refreshStaff } from './use-staff.ts';
import css from './roles-page.module.css';

const { roles: texts } = ruStaff;

function toggle(role: Role, group: FieldGroup): void {
  const hidden = role.hidden.includes(group)
    ? role.hidden.filter((each) => each !== group) : [...role.hidden, group];
  call(roleEdit, { params: { id: role.id }, body: { hidden } })
    .catch((error: unknown) => failToast(texts.saveFailed, error))
    .finally(refreshStaff);
}

/** Groups of fields that the role must not read, wherever they would appear. */
export function HiddenFields({ role, mayEdit }: { role: Role; mayEdit: boolean }) {
  return (
    <section className={css.hidden} aria-label={texts.hidden}>
      <h3 className={css.heading}>{texts.hidden}</h3>
      <p className={css.quiet}>{texts.hiddenHint}</p>
      <div className={css.checks}>
        {FIELD_GROUPS.map((group) => (
          <Checkbox
            key={group}
            label={ruStaff.fieldGroups[group] ?? group}
            checked={role.hidden.includes(group)}
            disabled={!mayEdit}
            onChange={() => toggle(role, group)}
          />
        ))}
      </div>
    </section>
  );
}
