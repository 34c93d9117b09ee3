// Addresses of the administrator's screen of «Обмен с сайтом».
import {
  siteAccountCheck, siteAccountCreate, siteAccountEdit, siteAccounts, siteSessions,
} from '#contract/site-exchange';
import type { Bind } from '#platform/http/bind';
import type { HistoryInbox } from '../load-history.ts';
import { createAccount, editAccount, listAccounts } from './accounts.ts';
import { checkAccount } from './check-account.ts';
import { listSessions } from './list-sessions.ts';

export function siteRoutes(bind: Bind, inbox: HistoryInbox): void {
  bind(siteAccounts, async (ctx) => ({ items: await listAccounts(ctx.db) }));
  bind(siteAccountCreate, (ctx, { body }) => createAccount(ctx, body));
  bind(siteAccountEdit, (ctx, { params, body }) => editAccount(ctx, params.id, body));
  bind(siteAccountCheck, async (ctx, { params, body }) => ({
    items: await checkAccount(ctx, inbox, params.id, body),
  }));
  bind(siteSessions, (ctx, { query }) => listSessions(ctx.db, query.before ?? null));
}
