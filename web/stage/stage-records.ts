// What the dialog of a stage needs of each kind of record that has stages.
import { useQuery } from '@tanstack/react-query';
import { dealEdit, dealRead } from '#contract/deals';
import type { DealEdit } from '#contract/deals';
import { leadEdit, leadRead } from '#contract/leads';
import type { LeadEdit } from '#contract/leads';
import { call } from '../api/client.ts';
import { routeQuery } from '../api/query.ts';
import { refreshDeal } from '../pages/deal/use-deal.ts';
import { refreshCard } from '../pages/lead/use-lead.ts';
import type { StageRequest } from './stage-request.ts';

type Ref = StageRequest['record'];
type Body = { version: number } & Record<string, unknown>;

export function useStageRecord({ entity, id }: Ref): { version: number } | undefined {
  const args = { params: { id } };
  const deal = useQuery({ ...routeQuery(dealRead, args), enabled: entity === 'deal' });
  const lead = useQuery({ ...routeQuery(leadRead, args), enabled: entity === 'lead' });
  return entity === 'deal' ? deal.data : lead.data;
}

export const saveRecord = ({ entity, id }: Ref, body: Body): Promise<unknown> =>
  (entity === 'deal' ? call(dealEdit, { params: { id }, body: body as DealEdit })
    : call(leadEdit, { params: { id }, body: body as LeadEdit }));

export const refreshRecord = ({ entity, id }: Ref): void =>
  (entity === 'deal' ? refreshDeal(id) : refreshCard(id));
