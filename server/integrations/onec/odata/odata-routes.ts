// Addresses of the connections over OData, for those with the right to the exchange.
import {
  odataConnect, odataDisconnect, odataEdit, odataLinks, odataPoll, odataTry,
} from '#contract/odata';
import type { Bind } from '#platform/http/bind';
import type { Secrets } from '#platform/secrets';
import { connectOdata, editOdata, pollNow } from './connect-base.ts';
import { disconnectOdata } from './disconnect-base.ts';
import { listOdata } from './list-links.ts';
import { tryOdata } from './try-base.ts';

export function odataRoutes(bind: Bind, { secrets }: { secrets: Secrets }): void {
  bind(odataLinks, async (ctx) => ({ items: await listOdata(ctx.db, ctx.now()) }));
  bind(odataConnect, (ctx, { body }) => connectOdata(ctx, secrets, body));
  bind(odataEdit, (ctx, { params, body }) => editOdata(ctx, secrets, params.id, body));
  bind(odataDisconnect, (ctx, { params }) => disconnectOdata(ctx, params.id));
  bind(odataPoll, (ctx, { params }) => pollNow(ctx, params.id));
  bind(odataTry, (ctx, { body }) => tryOdata(ctx, secrets, body));
}
