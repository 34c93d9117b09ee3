import { useQuery } from '@tanstack/react-query';
import {
  customFieldCreate, customFieldEdit, customFieldsAll, customFieldsOrder,
} from '#contract/custom-fields';
import type {
  CustomEntity, CustomKind, FieldCreate, FieldDefinition, FieldEdit,
} from '#contract/custom-fields';
import { pipelinesList } from '#contract/deals';
import type { Pipeline } from '#contract/deals';
import { stageRules } from '#contract/stage-rules';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruFields } from '../../texts/ru-fields.ts';
import { failToast } from '../../ui/fail-toast.ts';

const refresh = () => {
  void queryClient.invalidateQueries({ queryKey: keyOf(customFieldsAll) });
  void queryClient.invalidateQueries({ queryKey: keyOf(pipelinesList) });
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

export type FieldDraft = Required<Omit<FieldEdit, 'version' | 'archived'>> & {
  entity: CustomEntity; kind: CustomKind; code: string;
  /** Stages that ask for the field. */
  stageIds: number[];
};

const nameOf = (code: string) => `custom.${code}`;

export const stagesOf = (pipelines: Pipeline[], code: string): number[] =>
  pipelines.flatMap((pipeline) => pipeline.stages)
    .filter((stage) => stage.requiredFields.includes(nameOf(code)))
    .map((stage) => stage.id);

/** Saves the field, then the stages that ask for it where they differ. */
export async function saveField(
  draft: FieldDraft, field: FieldDefinition | undefined, pipelines: Pipeline[],
): Promise<void> {
  const { entity, kind, code, stageIds, ...content } = draft;
  const body = { ...content, ...(field?.kind === 'file' ? { isFrequent: false } : {}) };
  const saved = field
    ? await call(customFieldEdit, {
      params: { id: field.id }, body: { version: field.version, ...body },
    }).then(() => field.code)
    : (await call(customFieldCreate, {
      body: { entity, kind, ...(code ? { code } : {}), ...body } satisfies FieldCreate,
    })).code;
  for (const stage of pipelines.flatMap((pipeline) => pipeline.stages)) {
    const has = stage.requiredFields.includes(nameOf(saved));
    const wants = stageIds.includes(stage.id);
    if (has === wants) continue;
    const requiredFields = wants
      ? [...stage.requiredFields, nameOf(saved)]
      : stage.requiredFields.filter((name) => name !== nameOf(saved));
    await call(stageRules, { params: { id: stage.id }, body: { requiredFields } });
  }
  refresh();
}

export async function archiveField(field: FieldDefinition, archived: boolean): Promise<void> {
  try {
    await call(customFieldEdit, {
      params: { id: field.id }, body: { version: field.version, archived },
    });
  } catch (error) {
    failToast(ruFields.notSaved, error);
  }
  refresh();
}

/** Swaps the field with its neighbour among those in use. */
export async function moveField(
  fields: FieldDefinition[], field: FieldDefinition, step: -1 | 1,
): Promise<void> {
  const ids = fields.map((each) => each.id);
  const from = ids.indexOf(field.id);
  const other = ids[from + step];
  if (other === undefined) return;
  ids[from] = other;
  ids[from + step] = field.id;
  try {
    await call(customFieldsOrder, { body: { entity: field.entity, ids } });
  } catch (error) {
    failToast(ruFields.notSaved, error);
  }
  refresh();
}
