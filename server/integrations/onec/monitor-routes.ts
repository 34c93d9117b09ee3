// Addresses of the monitor, for those with the right to the exchange.
import {
  alarmClear, baseAccept, baseCheck, baseWatch, companyCandidates, companyChoose, dealChoice,
  dealChoose, dealsTake, epochConfirm, exchangeState, HISTORY_BYTES_MAX, historyFiles,
  historyUpload, managerJoin, managerMap, objectResend, objectSnapshot, objectTimeline,
  quarantineDismiss, quarantineList, quarantineRead, quarantineRetry, quarantineSettle,
} from '#contract/exchange';
import { epochRefuse } from '#contract/exchange-epochs';
import type { Bind } from '#platform/http/bind';
import { bodyStream } from '#platform/http/streamed-body';
import { chooseCompany, readCandidates } from './choose-company.ts';
import { chooseDeal, readDealChoice } from './choose-deal.ts';
import {
  acceptBase, chooseDealReceiver, clearAlarm, confirmEpoch, refuseEpoch, watchBase,
} from './confirm-base.ts';
import {
  dismissHeld, listHeld, mapManager, readHeld, retryHeld, settleMany,
} from './held-items.ts';
import { historyProofRoutes } from './history-proof/routes.ts';
import type { HistoryInbox } from './load-history.ts';
import { joinPerson } from './join-person.ts';
import { listHistoryFiles } from './list-history.ts';
import { readExchange } from './monitor.ts';
import { readObjectTimeline, readSnapshot } from './object-history.ts';
import { resendObject } from './reconcile/settle-by-hand.ts';
import { reconcileRoutes } from './reconcile/routes.ts';
import { retryStrangers } from './retry-strangers.ts';
import { checkBase } from './watch/check-base.ts';
import { uploadHistory } from './upload-history.ts';

export function exchangeRoutes(bind: Bind, inbox: HistoryInbox): void {
  bind(exchangeState, (ctx) => readExchange(ctx.db, ctx.now()));
  bind(quarantineList, (ctx, { query }) => listHeld(ctx, query));
  bind(quarantineRead, async (ctx, { params }) => {
    const { raw, baseId: _baseId, ...item } = await readHeld(ctx, params.id);
    return { item, raw };
  });
  bind(quarantineRetry, async (ctx, { params }) => {
    const { status, text } = await retryHeld(ctx, inbox, params.id);
    return { status, ...(text ? { text } : {}) };
  });
  bind(quarantineDismiss, (ctx, { params }) => dismissHeld(ctx, params.id));
  bind(managerMap, (ctx, { params, body }) => mapManager(ctx, inbox, params.id, body.employeeId));
  bind(managerJoin, (ctx, { params, body }) => joinPerson(ctx, params.id, body.employeeId));
  bind(companyChoose, (ctx, { params, body }) =>
    chooseCompany(ctx, inbox, params.id, body.companyId));
  bind(companyCandidates, async (ctx, { params }) => ({
    items: await readCandidates(ctx, params.id),
  }));
  bind(dealChoice, (ctx, { params }) => readDealChoice(ctx, params.id));
  bind(dealChoose, (ctx, { params, body }) => chooseDeal(ctx, inbox, params.id, body));
  bind(epochConfirm, async (ctx, { params, body }) => {
    const reconcileId = await confirmEpoch(ctx, params.id, body.epoch);
    await retryStrangers(inbox, params.id);
    return { reconcileId };
  });
  bind(epochRefuse, (ctx, { params, body }) => refuseEpoch(ctx, params.id, body.epoch));
  bind(baseAccept, async (ctx, { params }) => {
    await acceptBase(ctx, params.id);
    await retryStrangers(inbox, params.id);
  });
  bind(dealsTake, (ctx, { params }) => chooseDealReceiver(ctx, params.id));
  bind(quarantineSettle, (ctx, { body }) => settleMany(ctx, inbox, body));
  bind(baseCheck, (ctx, { params }) => checkBase(ctx, inbox, params.id));
  bind(baseWatch, (ctx, { params, body }) => watchBase(ctx, params.id, body.watched));
  bind(alarmClear, (ctx, { params }) => clearAlarm(ctx, params.id));
  bind(historyFiles, async (ctx) => ({ items: await listHistoryFiles(ctx.db) }));
  bind(historyUpload, (ctx, { query }, { request }) =>
    uploadHistory(ctx, inbox, query.name, () => bodyStream(request, HISTORY_BYTES_MAX)));
  bind(objectResend, (ctx, { params }) => resendObject(ctx, params.id.toLowerCase()));
  reconcileRoutes(bind, inbox);
  historyProofRoutes(bind);
  bind(objectTimeline, (ctx, { params }) => readObjectTimeline(ctx.db, params.id));
  bind(objectSnapshot, (ctx, { params }) => readSnapshot(ctx.db, params.id, params.message));
}
