import { useQuery } from '@tanstack/react-query';
import { absenceCancel, absencesList, absencesOverview } from '#contract/absences';
import type { AbsencePerson } from '#contract/absences';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruAbsences as texts } from '../../texts/ru-absences.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';

export type Planned = AbsencePerson['absences'][number];

export function refreshAbsences(): void {
  for (const route of [absencesOverview, absencesList]) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  }
}

export function useAbsences(from: string, until: string) {
  useChanges('employee', null, refreshAbsences);
  return useQuery({
    ...routeQuery(absencesOverview, { query: { from, until } }),
    placeholderData: (before: AbsencePerson[] | undefined) => before,
  });
}

export async function cancelAbsence({ id, employee }: Planned): Promise<void> {
  try {
    await call(absenceCancel, { params: { id } });
    toast(texts.cancelled(employee.name));
  } catch (error) {
    failToast(texts.notSaved, error);
  } finally {
    refreshAbsences();
  }
}

/** Nobody to stand in, or somebody who is away on the same days. */
export const conflictOf = (planned: Planned): string | null => {
  if (planned.state === 'over') return null;
  if (!planned.deputy) return texts.noDeputy;
  return planned.deputyAway ? texts.deputyAway : null;
};
