import { referenceCell } from '#platform/mass/cells';

/** Who answers for a company or a contact, written by name in a list. */
export const responsibleCell = referenceCell('responsibleId', {
  relation: 'staff.employee', alive: 'x.dismissed_at is null', what: 'такого сотрудника',
});
