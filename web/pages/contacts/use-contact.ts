import { useQuery } from '@tanstack/react-query';
import { contactEdit, contactRead, contactsList } from '#contract/customers';
import type { ContactCard, ContactEdit } from '#contract/customers';
import { dealsList } from '#contract/deals';
import { eventsList } from '#contract/timeline';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { usePresence } from '../../api/presence.ts';
import { useChanges } from '../../api/stream.ts';
import type { RecordDoor, RecordEditor } from '../record/use-record-editor.ts';

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
  usePresence('contact', id);
  useChanges('contact', id, () => refreshContact(id));
  useChanges('deal', null, () => {
    void queryClient.invalidateQueries({ queryKey: [...keyOf(dealsList), 'contact'] });
  });
  return useQuery(routeQuery(contactRead, { params: { id } }));
}

export type ContactBody = Omit<ContactEdit, 'version'>;
export type SaveContact = RecordEditor<ContactCard, ContactBody>['save'];

export const CONTACT_DOOR: RecordDoor<ContactCard, ContactBody> = {
  entity: 'contact',
  send: (id, body) => call(contactEdit, { params: { id }, body }),
  read: (id) => call(contactRead, { params: { id } }),
  patch: (id, patch) => {
    queryClient.setQueryData<ContactCard>(
      keyOfContact(id), (card) => (card ? { ...card, ...patch } : card));
  },
  refresh: refreshContact,
  refreshLists: refreshContacts,
};
