// Addresses that 1C calls; every one of them behind the signature.
import { digestOnec, helloOnec, pushOnec, type OnecDigest, type OnecDigestItems }
  from '#contract/onec';
import type { Bind } from '#platform/http/bind';
import type { Inbox } from './apply-items.ts';
import { hello } from './hello.ts';
import { push } from './push.ts';
import { compareMonths, compareObjects } from './reconcile.ts';

export function onecRoutes(bind: Bind, inbox: Inbox): void {
  bind(helloOnec, (_ctx, { body }) => hello(inbox, body));
  bind(pushOnec, (_ctx, { body }) => push(inbox, body.items));
  bind(digestOnec, (_ctx, { body }) => ('rows' in body
    ? compareMonths(inbox, body as OnecDigest)
    : compareObjects(inbox, body as OnecDigestItems)));
}
