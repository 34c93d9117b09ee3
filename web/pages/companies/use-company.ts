import { useQuery } from '@tanstack/react-query';
import { companiesList, companyEdit, companyRead } from '#contract/customers';
import type { CompanyCard, CompanyEdit } from '#contract/customers';
import { companyContext, dealsList } from '#contract/deals';
import { eventsList } from '#contract/timeline';
import { ApiProblem, call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';

const keyOfCompany = (id: number) => keyOf(companyRead, { params: { id } });

export function refreshCompany(id: number): void {
  for (const key of [
    keyOfCompany(id), keyOf(companyContext, { params: { id } }), keyOf(eventsList),
    keyOf(companiesList),
  ]) void queryClient.invalidateQueries({ queryKey: key });
}

export function useCompany(id: number) {
  useChanges('company', id, () => refreshCompany(id));
  useChanges('deal', null, () => {
    void queryClient.invalidateQueries({ queryKey: [...keyOf(dealsList), 'company'] });
  });
  return useQuery(routeQuery(companyRead, { params: { id } }));
}

export type CompanyPatch = {
  label: string;
  body: Omit<CompanyEdit, 'version'>;
  shown: Partial<CompanyCard>;
};

const patchCompany = (id: number, patch: Partial<CompanyCard>) =>
  queryClient.setQueryData<CompanyCard>(
    keyOfCompany(id), (card) => (card ? { ...card, ...patch } : card));

/** Shows an edit at once; a refusal brings back what the server holds. */
export function saveCompany(company: CompanyCard, patch: CompanyPatch): void {
  const { id, version } = company;
  const { card: texts } = ruCompanies;
  patchCompany(id, patch.shown);
  call(companyEdit, { params: { id }, body: { version, ...patch.body } }).then((done) => {
    patchCompany(id, { version: done.version });
    announce(texts.saved(patch.label));
    refreshCompany(id);
  }).catch((error: unknown) => {
    patchCompany(id, company);
    refreshCompany(id);
    if (error instanceof ApiProblem && error.code === 'record.changed') {
      toast(texts.saveFailed(patch.label), { meaning: 'bad', detail: texts.conflict });
    } else failToast(texts.saveFailed(patch.label), error);
  });
}
