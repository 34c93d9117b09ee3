// The record that stands on the screen: a task that is set from there is about it.
import { useLocation } from '@tanstack/react-router';
import { companyRead, contactRead } from '#contract/customers';
import { dealRead } from '#contract/deals';
import { leadRead } from '#contract/leads';
import type { Route } from '#contract/route';
import { keyOf, queryClient } from '../../api/query.ts';
import { pathOfEntity } from '../../paths.ts';

export type RecordHere = { entity: string; entityId: number; title: string };

const READS: Record<string, Route> = {
  deal: dealRead, lead: leadRead, company: companyRead, contact: contactRead,
};

type Known = { number?: string; title?: string; name?: string };

/** Which record the address names: that of a card, or of the panel beside a list. */
function placeOf(pathname: string, search: Record<string, unknown>): [string, number] | undefined {
  const id = Number(/\d+$/.exec(pathname)?.[0]);
  const card = Object.keys(READS).find((entity) => pathOfEntity(entity, id) === pathname);
  if (card) return [card, id];
  const beside = Object.entries(search)
    .find(([name, value]) => Object.hasOwn(READS, name) && typeof value === 'number');
  return beside && [beside[0], Number(beside[1])];
}

/** The record on the screen, once it has come. */
export function useRecordHere(): RecordHere | undefined {
  const { pathname, search } = useLocation();
  const [entity = '', entityId = 0] = placeOf(pathname, search) ?? [];
  const read = READS[entity];
  const known = read
    && queryClient.getQueryData<Known>(keyOf(read, { params: { id: entityId } }));
  if (!known) return undefined;
  const title = [known.number, known.title ?? known.name].filter(Boolean).join(' · ');
  return { entity, entityId, title };
}
