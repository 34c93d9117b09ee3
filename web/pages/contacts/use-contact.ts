import { useQuery } from '@tanstack/react-query';
import { contactEdit, contactRead, contactsList } from '#contract/customers';
import type { ContactCard, ContactEdit } from '#contract/customers';
import { dealsList } from '#contract/deals';
import { eventsList } from '#contract/timeline';
import { ApiProblem, call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';

const keyOfContact = (id: number) => keyOf(contactRead, { params: { id } });

export function refreshContacts(): void {
  for (const key of [keyOf(contactsList), keyOf(eventsList)]) {
    void queryClient.invalidateQueries({ queryKey: key });
  }
}

export function refreshContact(id: number): void {
  void queryClient.invalidateQueries({ queryKey: keyOfContact(id) });
  refreshContacts();
}

export function useContact(id: number) {
  useChanges('contact', id, () => refreshContact(id));
  useChanges('deal', null, () => {
    void queryClient.invalidateQueries({ queryKey: [...keyOf(dealsList), 'contact'] });
  });
  return useQuery(routeQuery(contactRead, { params: { id } }));
}

type ContactPatch = {
  label: string; body: Omit<ContactEdit, 'version'>; shown: Partial<ContactCard>;
};

const patchContact = (id: number, patch: Partial<ContactCard>) =>
  queryClient.setQueryData<ContactCard>(
    keyOfContact(id), (card) => (card ? { ...card, ...patch } : card));

/** Shows an edit at once; a refusal brings back what the server holds. */
export function saveContact(contact: ContactCard, patch: ContactPatch): void {
  const { id, version } = contact;
  const { card: texts } = ruCompanies;
  patchContact(id, patch.shown);
  call(contactEdit, { params: { id }, body: { version, ...patch.body } }).then((done) => {
    patchContact(id, { version: done.version });
    announce(texts.saved(patch.label));
  }).catch((error: unknown) => {
    patchContact(id, contact);
    if (error instanceof ApiProblem && error.code === 'record.changed') {
      toast(texts.saveFailed(patch.label), { meaning: 'bad', detail: texts.conflictOfContact });
    } else failToast(texts.saveFailed(patch.label), error);
  }).finally(() => refreshContact(id));
}
