import { useQuery } from '@tanstack/react-query';
import { departmentsList, employeesList, rolesList } from '#contract/staff';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';

const PEOPLE_MAX = '1000';

export function refreshStaff(): void {
  for (const route of [employeesList, departmentsList, rolesList]) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  }
  void queryClient.invalidateQueries({ queryKey: ['choices'] });
}

/** A company has hundreds of people, not thousands: they are read whole and sifted here. */
export function usePeople() {
  useChanges('employee', null, refreshStaff);
  return useQuery(routeQuery(employeesList, { query: { limit: PEOPLE_MAX, total: '1' } }));
}

export function useDepartments() {
  useChanges('department', null, refreshStaff);
  return useQuery(routeQuery(departmentsList, {}));
}

export function useRoles(isSeen: boolean) {
  return useQuery({ ...routeQuery(rolesList, {}), enabled: isSeen });
}
