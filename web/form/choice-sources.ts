// Where the values of a choice or a reference field come from, by the `source` of FieldInfo.
import { attributeValues, productGroupsList, productsLookup } from '#contract/catalog';
import { CHOICE_LABELS } from '#contract/choice-labels';
import { customFieldsList } from '#contract/custom-fields';
import { companiesLookup, companyRead, contactRead, contactsLookup } from '#contract/customers';
import { lossReasonsList } from '#contract/deal-dictionaries';
import { pipelinesList, sourcesList } from '#contract/deals';
import { departmentsList, employeeRead, employeesList, employeesLookup } from '#contract/staff';
import { call } from '../api/client.ts';
import { queryClient, routeQuery } from '../api/query.ts';

export type Choice = { value: number | string; title: string; subtitle?: string };
export type ChoiceSource = (text: string, signal: AbortSignal) => Promise<Choice[]>;

const LOOKUP_LIMIT = 30;

type LookupItem = { id: number; title: string; subtitle: string };

const fromLookup = (items: LookupItem[]): Choice[] =>
  items.map((item) => ({ value: item.id, title: item.title, subtitle: item.subtitle }));

const fromNames = (items: { id: number; name: string }[]): Choice[] =>
  items.map((item) => ({ value: item.id, title: item.name }));

const fromTexts = (texts: Record<string, string>): Choice[] =>
  Object.entries(texts).map(([value, title]) => ({ value, title }));

/** Sources that are short enough to be read whole and searched here. */
function whole(read: () => Promise<Choice[]>): ChoiceSource {
  return async (text) => {
    const typed = text.trim().toLowerCase();
    const choices = await read();
    return choices.filter((choice) => choice.title.toLowerCase().includes(typed));
  };
}

const pipelines = () => queryClient.ensureQueryData(routeQuery(pipelinesList, {}));

async function allStages(): Promise<Choice[]> {
  const all = await pipelines();
  return all.flatMap((pipeline) => pipeline.stages.map((stage) => ({
    value: stage.id, title: stage.name, subtitle: pipeline.name,
  })));
}

const query = (q: string) => ({ q: q.trim() || undefined, limit: LOOKUP_LIMIT });

/** A closed list of words. */
const words = (name: string): ChoiceSource =>
  whole(() => Promise.resolve(fromTexts(CHOICE_LABELS[name] ?? {})));

const SOURCES: Record<string, ChoiceSource> = {
  employees: async (text, signal) =>
    fromLookup(await call(employeesLookup, { query: query(text), signal })),
  companies: async (text, signal) =>
    fromLookup(await call(companiesLookup, { query: query(text), signal })),
  contacts: async (text, signal) =>
    fromLookup(await call(contactsLookup, { query: query(text), signal })),
  deals: async (...ask) => (await import('./record-choices.ts')).deals(...ask),
  leads: async (...ask) => (await import('./record-choices.ts')).leads(...ask),
  departments: whole(async () =>
    fromNames(await queryClient.ensureQueryData(routeQuery(departmentsList, {})))),
  products: async (text, signal) => (await call(productsLookup, { query: query(text), signal }))
    .map((hit) => ({ value: hit.id, title: hit.name, subtitle: hit.article ?? undefined })),
  sources: whole(async () =>
    fromNames(await queryClient.ensureQueryData(routeQuery(sourcesList, {})))),
  // Words that only the journal needs stay out of the first load.
  eventSources: whole(async () =>
    fromTexts((await import('../texts/ru-settings.ts')).ruSettings.journal.sources)),
  eventEntities: whole(async () =>
    fromTexts((await import('../texts/ru-settings.ts')).ruSettings.journal.entities)),
  eventKinds: whole(async () =>
    fromTexts((await import('../texts/ru-events.ts')).ruEvents.kinds)),
  lossReasons: whole(async () =>
    fromNames(await queryClient.ensureQueryData(routeQuery(lossReasonsList, {})))),
  ownEntities: whole(async () =>
    (await import('./own-entity-choices.ts')).ownEntityChoices()),
  pipelines: whole(async () => fromNames(await pipelines())),
  stages: whole(allStages),
  leadStages: whole(async () => (await import('./lead-choices.ts')).leadStages()),
  leadTopics: whole(async () => (await import('./lead-choices.ts')).leadTopics()),
  leadChannels: whole(async () => (await import('./lead-choices.ts')).leadChannels()),
  dueWords: whole(async () => (await import('./due-words.ts')).dueWords()),
  stageSemantics: words('stageSemantics'),
  companyKinds: words('companyKinds'),
  productGroups: whole(async () =>
    fromNames(await queryClient.ensureQueryData(routeQuery(productGroupsList, {})))),
  vatRates: words('vatRates'),
  taskKinds: words('taskKinds'),
  taskStates: words('taskStates'),
  taskPriorities: words('taskPriorities'),
  amountSources: words('amountSources'),
  stageVariants: words('stageVariants'),
};

/** Sources narrowed to one record: `employeesOf:12` are the people of department 12. */
const NARROWED: Record<string, (id: number) => ChoiceSource> = {
  contactsOf: (companyId) => async (text, signal) =>
    fromLookup(await call(contactsLookup, { query: { ...query(text), companyId }, signal })),
  employeesOf: (departmentId) => whole(async () => fromNames(await peopleOf(departmentId))),
};

async function peopleOf(departmentId: number): Promise<{ id: number; name: string }[]> {
  const all = await queryClient.fetchQuery({
    ...routeQuery(employeesList, {
      query: { filter: JSON.stringify({ departmentId: { eq: departmentId } }), limit: '1000' },
    }),
    staleTime: 60_000,
  });
  return all.items.filter((person) => person.dismissedAt === null);
}

/** `attribute:7`: what products have in the attribute 7, the commonest first. */
NARROWED.attribute = (id) => async (q, signal) =>
  (await call(attributeValues, { params: { id }, query: { q }, signal }))
    .map(({ value, count }) => ({ value, title: value, subtitle: String(count) }));

/** `custom:7`: choices of the list that is the field 7. */
NARROWED.custom = (fieldId) => async (text) => {
  const fields = await queryClient.ensureQueryData(routeQuery(customFieldsList, {}));
  const options = fields.find((field) => field.id === fieldId)?.options ?? [];
  const typed = text.trim().toLowerCase();
  return options.filter((option) => option.name.toLowerCase().includes(typed))
    .map((option) => ({ value: option.code, title: option.name }));
};

/** The source by its name; an unknown one offers nothing. */
export function choiceSource(name: string | undefined): ChoiceSource {
  const [kind = '', id] = (name ?? '').split(':');
  if (id !== undefined) return NARROWED[kind]?.(Number(id)) ?? (() => Promise.resolve([]));
  return SOURCES[kind] ?? (() => Promise.resolve([]));
}

type Reader = (id: number) => Promise<{ name: string }>;

const READERS: Record<string, Reader> = {
  employees: (id) => call(employeeRead, { params: { id } }),
  companies: (id) => call(companyRead, { params: { id } }),
  contacts: (id) => call(contactRead, { params: { id } }),
};

/** Names of chosen values, for a chip that came from an address and not from a list. */
export async function titlesOf(source: string | undefined, values: unknown[]): Promise<string[]> {
  const read = READERS[source ?? ''];
  if (read) return Promise.all(values.map(async (id) => (await read(Number(id))).name));
  const choices = await choiceSource(source)('', new AbortController().signal);
  return values.map((value) =>
    choices.find((choice) => choice.value === value)?.title ?? String(value));
}
