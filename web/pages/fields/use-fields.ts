import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  customFieldCreate, customFieldEdit, customFieldsAll, customFieldsOrder, customFieldUsage,
} from '#contract/custom-fields';
import type {
  CustomEntity, CustomKind, FieldCreate, FieldDefinition, FieldEdit,
} from '#contract/custom-fields';
import { pipelinesList } from '#contract/deals';
import { leadStageRules, leadStagesList } from '#contract/leads';
import { stageRules } from '#contract/stage-rules';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruFields } from '../../texts/ru-fields.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { usePipelines } from '../deals/use-deals-view.ts';
import { useLeadStages } from '../leads/use-leads-view.ts';

const refresh = () => {
  void queryClient.invalidateQueries({ queryKey: keyOf(customFieldsAll) });
  void queryClient.invalidateQueries({ queryKey: keyOf(pipelinesList) });
  void queryClient.invalidateQueries({ queryKey: keyOf(leadStagesList) });
};

/** While an index is built its state is asked again: no event says that it is ready. */
const BUILDING_MS = 3000;

export function useDefinitions() {
  useChanges('customField', null, refresh);
  return useQuery({
    ...routeQuery(customFieldsAll, {}),
    refetchInterval: ({ state }) =>
      (state.data?.some((field) => field.indexState === 'building' && field.archivedAt === null)
        ? BUILDING_MS : false),
  });
}

/** Stages that may ask for a field: pipelines of deals, the one way of leads. */
export type StageGroup = {
  name: string;
  stages: { id: number; name: string; requiredFields: string[] }[];
};

const NO_GROUPS: StageGroup[] = [];

export function useStageGroups(entity: CustomEntity): StageGroup[] {
  const { pipelines } = usePipelines();
  const { stages } = useLeadStages();
  return useMemo(() => {
    if (entity === 'deal') return pipelines;
    return entity === 'lead' ? [{ name: ruFields.entities['lead'] ?? '', stages }] : NO_GROUPS;
  }, [entity, pipelines, stages]);
}

/** How many records hold a value: asked when a field is opened. */
export const useUsage = (id: number | undefined) => useQuery({
  ...routeQuery(customFieldUsage, { params: { id: id ?? 0 } }), enabled: id !== undefined,
});

export type FieldDraft = Required<Omit<FieldEdit, 'version' | 'archived'>> & {
  entity: CustomEntity; kind: CustomKind; code: string;
  /** Stages that ask for the field. */
  stageIds: number[];
};

const nameOf = (code: string) => `custom.${code}`;

export const stagesOf = (groups: StageGroup[], code: string): number[] =>
  groups.flatMap((group) => group.stages)
    .filter((stage) => stage.requiredFields.includes(nameOf(code)))
    .map((stage) => stage.id);

/** Saves the field, then the stages that ask for it where they differ. */
export async function saveField(
  draft: FieldDraft, field: FieldDefinition | undefined, groups: StageGroup[],
): Promise<void> {
  const { entity, kind, code, stageIds, ...content } = draft;
  const body = {
    ...content,
    ...(kind === 'file' ? { isFrequent: false } : {}),
    ...(kind === 'text' ? {} : { isSearched: false }),
  };
  const saved = field
    ? await call(customFieldEdit, {
      params: { id: field.id },
      body: { version: field.version, ...body, ...(kind === field.kind ? {} : { kind }) },
    }).then(() => field.code)
    : (await call(customFieldCreate, {
      body: { entity, kind, ...(code ? { code } : {}), ...body } satisfies FieldCreate,
    })).code;
  for (const stage of groups.flatMap((group) => group.stages)) {
    const has = stage.requiredFields.includes(nameOf(saved));
    const wants = stageIds.includes(stage.id);
    if (has === wants) continue;
    const requiredFields = wants
      ? [...stage.requiredFields, nameOf(saved)]
      : stage.requiredFields.filter((name) => name !== nameOf(saved));
    const rules = entity === 'lead' ? leadStageRules : stageRules;
    await call(rules, { params: { id: stage.id }, body: { requiredFields } });
  }
  refresh();
}

/** Values stay where they are; the toast takes it back. */
export async function archiveField(
  { id, name, version }: Pick<FieldDefinition, 'id' | 'name' | 'version'>, archived: boolean,
): Promise<void> {
  try {
    const saved = await call(customFieldEdit, { params: { id }, body: { version, archived } });
    const undo = () => void archiveField({ id, name, version: saved.version }, !archived);
    toast(archived ? ruFields.archivedNow(name) : ruFields.restoredNow(name), { undo });
  } catch (error) {
    failToast(ruFields.notSaved, error);
  }
  refresh();
}

export async function orderFields(entity: CustomEntity, ids: number[]): Promise<void> {
  const places = new Map(ids.map((id, index) => [id, index]));
  queryClient.setQueryData<FieldDefinition[]>(keyOf(customFieldsAll), (fields) =>
    fields?.toSorted((a, b) => (places.get(a.id) ?? -1) - (places.get(b.id) ?? -1)));
  try {
    await call(customFieldsOrder, { body: { entity, ids } });
  } catch (error) {
    failToast(ruFields.notSaved, error);
  }
  refresh();
}
