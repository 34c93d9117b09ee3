import { useQuery } from '@tanstack/react-query';
import { companyCommands } from '#contract/commands';
import { companiesList, companyEdit, companyRead } from '#contract/customers';
import type { CompanyCard, CompanyEdit } from '#contract/customers';
import { companyContext, dealsList } from '#contract/deals';
import { companyDebt } from '#contract/payments';
import { eventsList } from '#contract/timeline';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { usePresence } from '../../api/presence.ts';
import { useChanges } from '../../api/stream.ts';
import type { RecordDoor, RecordEditor } from '../record/use-record-editor.ts';

const keyOfCompany = (id: number) => keyOf(companyRead, { params: { id } });

export function refreshCompany(id: number): void {
  for (const key of [
    keyOfCompany(id), keyOf(companyContext, { params: { id } }), keyOf(eventsList),
    keyOf(companyDebt, { params: { id } }), keyOf(companyCommands, { params: { id } }),
    keyOf(companiesList),
  ]) void queryClient.invalidateQueries({ queryKey: key });
}

export function useCompany(id: number) {
  usePresence('company', id);
  useChanges('company', id, () => refreshCompany(id));
  useChanges('deal', null, () => {
    void queryClient.invalidateQueries({ queryKey: [...keyOf(dealsList), 'company'] });
  });
  return useQuery(routeQuery(companyRead, { params: { id } }));
}

export type CompanyBody = Omit<CompanyEdit, 'version'>;
export type SaveCompany = RecordEditor<CompanyCard, CompanyBody>['save'];

export const COMPANY_DOOR: RecordDoor<CompanyCard, CompanyBody> = {
  entity: 'company',
  send: (id, body) => call(companyEdit, { params: { id }, body }),
  read: (id) => call(companyRead, { params: { id } }),
  patch: (id, patch) => {
    queryClient.setQueryData<CompanyCard>(
      keyOfCompany(id), (card) => (card ? { ...card, ...patch } : card));
  },
  refresh: refreshCompany,
  refreshLists: () => {
    for (const route of [companiesList, eventsList]) {
      void queryClient.invalidateQueries({ queryKey: keyOf(route) });
    }
  },
};
