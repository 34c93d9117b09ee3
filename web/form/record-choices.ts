// Deals and leads to choose from: by words, a number or a customer; without any the latest.
import { dealsList } from '#contract/deals';
import { leadsList } from '#contract/leads';
import { call } from '../api/client.ts';
import type { ChoiceSource } from './choice-sources.ts';

const LIMIT = 20;
const asked = (text: string) => ({
  limit: String(LIMIT), sort: '-updatedAt', ...(text.trim() ? { q: text.trim() } : {}),
});

export const deals: ChoiceSource = async (text, signal) =>
  (await call(dealsList, { query: asked(text), signal })).items.map((deal) => ({
    value: deal.id, title: `${deal.number} · ${deal.title}`, subtitle: deal.company?.name,
  }));

export const leads: ChoiceSource = async (text, signal) =>
  (await call(leadsList, { query: asked(text), signal })).items.map((lead) => ({
    value: lead.id, title: `${lead.number} · ${lead.title}`,
    subtitle: lead.company?.name ?? lead.companyName ?? undefined,
  }));
