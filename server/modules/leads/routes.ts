// Addresses of leads.
import {
  dealOrigin, leadAccept, leadCallers, leadConvert, leadCreate, leadEdit, leadFields, leadLines,
  leadRead, leadReceiver, leadRelated, leadReturn, leadsBoard, leadsList, leadStageMove,
  leadStageRules, leadStagesList, leadTopicsList, leadTopicsSave,
} from '#contract/leads';
import { sourceUsage } from '#contract/deal-dictionaries';
import { leadStageEdit } from '#contract/lead-stages';
import type { Bind } from '#platform/http/bind';
import { acceptLead, returnLead } from './answer-lead.ts';
import { leadFieldInfos } from './catalogue.ts';
import { convertLead } from './convert-lead.ts';
import { createLead } from './create-lead.ts';
import { editLead } from './edit-lead.ts';
import { editStage } from './edit-stage.ts';
import { replaceLines } from './lines.ts';
import { listLeads, readBoard } from './list-leads.ts';
import { moveStage } from './move-stage.ts';
import { readCard } from './read-card.ts';
import { readReceiver } from './receiver.ts';
import { readShownStages, setStageRules } from './stage-rules.ts';
import { readDealOrigin } from './deal-origin.ts';
import { readSourceUsage } from './source-usage.ts';
import { readCallers, readRelated } from './related.ts';
import { readTopics, saveTopics } from './topics.ts';

export function leadsRoutes(bind: Bind): void {
  bind(leadStagesList, (ctx) => readShownStages(ctx));
  bind(leadStageRules, (ctx, { params, body }) => setStageRules(ctx, { ...body, ...params }));
  bind(leadStageEdit, (ctx, { params, body }) => editStage(ctx, { ...body, ...params }));
  bind(leadTopicsList, (ctx) => readTopics(ctx.db));
  bind(leadTopicsSave, (ctx, { body }) => saveTopics(ctx, body));
  bind(leadsList, (ctx, { query }) => listLeads(ctx, query));
  bind(leadFields, async (ctx) => leadFieldInfos(ctx));
  bind(leadsBoard, (ctx, { query }) => readBoard(ctx, query));
  bind(leadRead, (ctx, { params }) => readCard(ctx, params.id));
  bind(leadRelated, (ctx, { params }) => readRelated(ctx, params.id));
  bind(leadReceiver, (ctx, { params }) => readReceiver(ctx, params.id));
  bind(leadCallers, (ctx, { body }) => readCallers(ctx, body));
  bind(dealOrigin, (ctx, { params }) => readDealOrigin(ctx, params.id));
  bind(leadCreate, (ctx, { body }) => createLead(ctx, body));
  bind(leadEdit, (ctx, { params, body }) => editLead(ctx, { ...body, id: params.id }));
  bind(leadLines, (ctx, { params, body }) => replaceLines(ctx, { ...body, id: params.id }));
  bind(leadStageMove, (ctx, { params, body }) => moveStage(ctx, { ...body, id: params.id }));
  bind(leadConvert, (ctx, { params, body }) => convertLead(ctx, { ...body, id: params.id }));
  bind(sourceUsage, (ctx, { params }) => readSourceUsage(ctx.db, params.id));
  bind(leadAccept, (ctx, { params }) => acceptLead(ctx, params.id));
  bind(leadReturn, (ctx, { params, body }) => returnLead(ctx, { ...body, id: params.id }));
}
