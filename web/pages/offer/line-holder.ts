// What has lines: a deal keeps its offer, a lead what the customer asked for. The sheet is one.
import type { DealLine, LineColumn, LineInput } from '#contract/deal-lines';
import { dealLines, dealRead } from '#contract/deals';
import type { DealCard } from '#contract/deals';
import { leadLines, leadRead } from '#contract/leads';
import type { LeadCard } from '#contract/leads';
import type { VatRegime } from '#contract/vat';
import { call } from '../../api/client.ts';
import { patchDeal, refreshDeal, refreshDealLists } from '../deal/use-deal.ts';
import { patchLead, refreshCard } from '../lead/use-lead.ts';
import { refreshLeads } from '../leads/use-leads-board.ts';

export type HeldLines = { version: number; lines: DealLine[]; lineColumns: LineColumn[] };

export type LineHolder = HeldLines & {
  id: number;
  entity: 'deal' | 'lead';
  /** Where the person's columns are remembered. */
  place: string;
  /** Of the entity in whose name we sell. */
  vatRegime: VatRegime;
  read: () => Promise<HeldLines>;
  save: (body: {
    version: number; lines: LineInput[]; columns: LineColumn[];
  }) => Promise<{ version: number }>;
  onSaved: (version: number) => void;
};

export function holderOfDeal(deal: DealCard): LineHolder {
  const { id, version, lines, lineColumns, pipelineId, vatRegime } = deal;
  return {
    id, version, lines, lineColumns, vatRegime, entity: 'deal', place: `p${pipelineId}`,
    read: () => call(dealRead, { params: { id } }),
    save: (body) => call(dealLines, { params: { id }, body }),
    onSaved: (saved) => {
      patchDeal(id, { version: saved });
      refreshDeal(id);
      refreshDealLists();
    },
  };
}

export function holderOfLead(lead: LeadCard): LineHolder {
  const { id, version, lines, lineColumns, vatRegime } = lead;
  return {
    id, version, lines, lineColumns, vatRegime, entity: 'lead', place: 'lead',
    read: () => call(leadRead, { params: { id } }),
    save: (body) => call(leadLines, { params: { id }, body }),
    onSaved: (saved) => {
      patchLead(id, { version: saved });
      refreshCard(id);
      refreshLeads();
    },
  };
}
