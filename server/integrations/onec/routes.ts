// Addresses that 1C calls; every one of them behind the signature.
import {
  ackOnec, digestOnec, helloOnec, pullOnec, pushOnec, type OnecDigest, type OnecDigestItems,
} from '#contract/onec';
import type { Bind } from '#platform/http/bind';
import type { Inbox } from './apply-items.ts';
import { ack } from './commands/ack.ts';
import type { CommandDoor } from './commands/command-door.ts';
import { pull } from './commands/pull.ts';
import { hello } from './hello.ts';
import { push } from './push.ts';
import { compareMonths, compareObjects } from './reconcile.ts';

export function onecRoutes(bind: Bind, inbox: Inbox, door: CommandDoor): void {
  bind(helloOnec, (_ctx, { body }, { request }) =>
    hello(inbox, body, String(request.headers['x-verstak-key'])));
  bind(pushOnec, (_ctx, { body }, { request: { headers } }) => push(inbox, body.items, {
    keyId: String(headers['x-verstak-key']),
    sentMs: Number(headers['x-verstak-timestamp']) * 1000,
  }));
  bind(digestOnec, (_ctx, { body }) => ('rows' in body
    ? compareMonths(inbox, body as OnecDigest)
    : compareObjects(inbox, body as OnecDigestItems)));
  bind(pullOnec, (_ctx, { query }, { reply }) => {
    const gone = new AbortController();
    // Of the answer, not of the request: that one closes as soon as it is read.
    reply.raw.once('close', () => gone.abort());
    return pull(inbox, query, { door, gone: gone.signal });
  });
  bind(ackOnec, (_ctx, { body }) => ack(inbox, body));
}
