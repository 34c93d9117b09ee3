// Addresses of the editors of pipelines, sources and loss reasons.
import {
  lossReasonCreate, lossReasonEdit, lossReasonsList, lossReasonsOrder, sourceCreate, sourceEdit,
  sourceMerge, sourcesEdited, sourcesOrder,
} from '#contract/deal-dictionaries';
import {
  pipelineArchive, pipelineCreate, pipelineEdit, pipelineRestore, pipelinesEdited, pipelinesOrder,
  pipelineUsage, stageArchive, stageCreate, stageEdit, stageMovesList, stageRestore, stagesOrder,
} from '#contract/pipelines';
import type { Bind } from '#platform/http/bind';
import { archivePipeline, archiveStage, restorePipeline, restoreStage } from './archive-stage.ts';
import { createPipeline, editPipeline, orderPipelines } from './edit-pipeline.ts';
import { createStage, editStage, orderStages } from './edit-stage.ts';
import {
  createLossReason, editLossReason, orderLossReasons, readLossReasons,
} from './loss-reasons.ts';
import { readEditedPipelines, readStageMoves, readUsage } from './read-edited.ts';
import {
  createSource, editSource, mergeSource, orderSources, readEditedSources,
} from './sources.ts';

export function pipelineRoutes(bind: Bind): void {
  bind(pipelinesEdited, (ctx) => readEditedPipelines(ctx.db));
  bind(pipelineUsage, (ctx, { params }) => readUsage(ctx.db, params.id));
  bind(pipelineCreate, (ctx, { body }) => createPipeline(ctx, body));
  bind(pipelineEdit, (ctx, { params, body }) => editPipeline(ctx, { ...body, ...params }));
  bind(pipelinesOrder, (ctx, { body }) => orderPipelines(ctx, body));
  bind(pipelineArchive, (ctx, { params, body }) => archivePipeline(ctx, { ...body, ...params }));
  bind(pipelineRestore, (ctx, { params }) => restorePipeline(ctx, params));
  bind(stageCreate, (ctx, { params, body }) => createStage(ctx, { ...body, ...params }));
  bind(stagesOrder, (ctx, { params, body }) => orderStages(ctx, { ...body, ...params }));
  bind(stageEdit, (ctx, { params, body }) => editStage(ctx, { ...body, ...params }));
  bind(stageArchive, (ctx, { params, body }) => archiveStage(ctx, { ...body, ...params }));
  bind(stageRestore, (ctx, { params }) => restoreStage(ctx, params));
  bind(stageMovesList, (ctx) => readStageMoves(ctx));
}

export function dictionaryRoutes(bind: Bind): void {
  bind(sourcesEdited, (ctx) => readEditedSources(ctx.db));
  bind(sourceCreate, (ctx, { body }) => createSource(ctx, body));
  bind(sourceEdit, (ctx, { params, body }) => editSource(ctx, { ...body, ...params }));
  bind(sourceMerge, (ctx, { params, body }) => mergeSource(ctx, { ...body, ...params }));
  bind(sourcesOrder, (ctx, { body }) => orderSources(ctx, body));
  bind(lossReasonsList, (ctx) => readLossReasons(ctx.db));
  bind(lossReasonCreate, (ctx, { body }) => createLossReason(ctx, body));
  bind(lossReasonEdit, (ctx, { params, body }) => editLossReason(ctx, { ...body, ...params }));
  bind(lossReasonsOrder, (ctx, { body }) => orderLossReasons(ctx, body));
}
