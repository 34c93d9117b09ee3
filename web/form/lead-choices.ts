// Choices of leads, read apart: the first load of the deals board needs none of them.
import { leadStagesList, leadTopicsList } from '#contract/leads';
import { queryClient, routeQuery } from '../api/query.ts';
import { ruLeads } from '../texts/ru-leads.ts';
import type { Choice } from './choice-sources.ts';

const fromNames = (items: { id: number; name: string }[]): Choice[] =>
  items.map((item) => ({ value: item.id, title: item.name }));

export const leadStages = async () =>
  fromNames(await queryClient.ensureQueryData(routeQuery(leadStagesList, {})));

export const leadTopics = async () =>
  fromNames((await queryClient.ensureQueryData(routeQuery(leadTopicsList, {})))
    .filter((topic) => !topic.archived));

export const leadChannels = async (): Promise<Choice[]> =>
  Object.entries(ruLeads.channels).map(([value, title]) => ({ value, title }));
