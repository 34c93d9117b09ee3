import { leadEdit, leadsList } from '#contract/leads';
import type { LeadItem } from '#contract/leads';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';

/** A new name typed into the list; a refusal says why and the old one comes back. */
export async function renameLead(lead: LeadItem, title: string): Promise<void> {
  const typed = title.trim();
  if (!typed || typed === lead.title) return;
  try {
    await call(leadEdit, {
      params: { id: lead.id }, body: { version: lead.version, title: typed },
    });
    announce(ruLeads.renamed(lead.number));
  } catch (error) {
    failToast(ruLeads.renameFailed(lead.number), error);
  }
  void queryClient.invalidateQueries({ queryKey: keyOf(leadsList) });
}
