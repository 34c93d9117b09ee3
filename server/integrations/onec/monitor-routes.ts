// Addresses of the monitor, for those with the right to the exchange.
import {
  alarmClear, baseAccept, epochConfirm, exchangeState, managerMap, objectHistory,
  quarantineDismiss, quarantineList, quarantineRead, quarantineRetry,
} from '#contract/exchange';
import type { Bind } from '#platform/http/bind';
import type { Inbox } from './apply-items.ts';
import { acceptBase, clearAlarm, confirmEpoch } from './confirm-base.ts';
import { dismissHeld, listHeld, mapManager, readHeld, retryHeld } from './held-items.ts';
import { readExchange } from './monitor.ts';
import { readObjectHistory } from './object-history.ts';

export function exchangeRoutes(bind: Bind, inbox: Inbox): void {
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
  bind(epochConfirm, (ctx, { params, body }) => confirmEpoch(ctx, params.id, body.epoch));
  bind(baseAccept, (ctx, { params }) => acceptBase(ctx, params.id));
  bind(alarmClear, (ctx, { params }) => clearAlarm(ctx, params.id));
  bind(objectHistory, (ctx, { params }) => readObjectHistory(ctx.db, params.id));
}
