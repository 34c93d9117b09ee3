// Addresses of deals.
import './constraints.ts';
import {
  companyContext as companyContextRoute,
  dealCreate, dealEdit, dealFields, dealLines,
  dealParticipants, dealParticipantsChange, dealPipelineMove, dealRead, dealsBoard,
  dealsList, dealStageMove, pipelinesList,
  sourcesList,
} from '#contract/deals';
import { lineLayoutRead, lineLayoutWrite } from '#contract/deal-lines';
import { stageApprovalDecide, stageApprovalWithdraw, stageRules } from '#contract/stage-rules';
import {
  dealTransfer, dealTransfers, transferAccept, transferOutlook as outlookRoute, transferReturn,
  transfersFields, transfersList,
} from '#contract/transfers';
import type { Bind } from '#platform/http/bind';
import { fieldInfos } from '#platform/listing/catalogue';
import { acceptTransfer, returnTransfer } from './answer-transfer.ts';
import { dealFieldInfos } from './catalogue.ts';
import { companyContext } from './company-context.ts';
import { createDeal } from './create-deal.ts';
import { decideApproval, withdrawApproval } from './decide-approval.ts';
import { editDeal } from './edit-deal.ts';
import { readLineLayout, saveLineLayout } from './line-layout.ts';
import { listDeals } from './list-deals.ts';
import { moveStage } from './move-stage.ts';
import { movePipeline } from './pipelines/move-pipeline.ts';
import { dictionaryRoutes, pipelineRoutes } from './pipelines/routes.ts';
import { readBoard } from './read-board.ts';
import { readCard } from './read-card.ts';
import { readPipelines, readSources } from './read-pipelines.ts';
import { dealChain, listTransfers, transferOutlook } from './read-transfers.ts';
import { replaceLines } from './replace-lines.ts';
import { changeParticipants, setParticipants } from './set-participants.ts';
import { setStageRules } from './stage-rules.ts';
import { TRANSFER_CATALOGUE } from './transfer-catalogue.ts';
import { transferDeal } from './transfer-deal.ts';

export function dealsRoutes(bind: Bind): void {
  pipelineRoutes(bind);
  dictionaryRoutes(bind);
  bind(pipelinesList, (ctx) => readPipelines(ctx));
  bind(sourcesList, (ctx) => readSources(ctx));
  bind(dealsList, (ctx, { query }) => listDeals(ctx, query));
  bind(dealFields, async (ctx) => dealFieldInfos(ctx));
  bind(dealsBoard, (ctx, { query }) => readBoard(ctx, query));
  bind(dealRead, (ctx, { params }) => readCard(ctx, params.id));
  bind(dealCreate, (ctx, { body }) => createDeal(ctx, body));
  bind(dealEdit, (ctx, { params, body }) => editDeal(ctx, { ...body, id: params.id }));
  bind(dealStageMove, (ctx, { params, body }) => moveStage(ctx, { ...body, id: params.id }));
  bind(lineLayoutRead, (ctx, { params }) => readLineLayout(ctx, params.place));
  bind(lineLayoutWrite, (ctx, { params, body }) => saveLineLayout(ctx, params.place, body));
  bind(stageRules, (ctx, { params, body }) => setStageRules(ctx, { ...body, ...params }));
  bind(stageApprovalDecide, (ctx, { params, body }) =>
    decideApproval(ctx, { ...body, ...params }));
  bind(stageApprovalWithdraw, (ctx, { params }) => withdrawApproval(ctx, params));
  bind(dealTransfer, (ctx, { params, body }) => transferDeal(ctx, { ...body, id: params.id }));
  bind(dealTransfers, (ctx, { params }) => dealChain(ctx, params.id));
  bind(outlookRoute, (ctx, { params }) => transferOutlook(ctx, params.id));
  bind(transferAccept, (ctx, { params }) => acceptTransfer(ctx, params.id));
  bind(transferReturn, (ctx, { params, body }) => returnTransfer(ctx, { ...body, id: params.id }));
  bind(transfersList, (ctx, { query }) => listTransfers(ctx, query));
  bind(transfersFields, async (ctx) => fieldInfos(TRANSFER_CATALOGUE, ctx.actor.hidden));
  bind(dealParticipants, (ctx, { params, body }) =>
    setParticipants(ctx, { ...body, id: params.id }));
  bind(dealParticipantsChange, (ctx, { params, body }) =>
    changeParticipants(ctx, { ...body, id: params.id }));
  bind(dealLines, (ctx, { params, body }) => replaceLines(ctx, { ...body, id: params.id }));
  bind(dealPipelineMove, (ctx, { params, body }) => movePipeline(ctx, { ...body, id: params.id }));
  bind(companyContextRoute, (ctx, { params }) => companyContext(ctx, params.id));
}
