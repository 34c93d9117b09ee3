// Addresses that 1C calls; every one of them behind the signature.
import type { IncomingHttpHeaders } from 'node:http';
import {
  ackOnec, digestOnec, helloOnec, pullOnec, pushOnec, type OnecDigest, type OnecDigestItems,
} from '#contract/onec';
import type { Bind } from '#platform/http/bind';
import type { Inbox } from './apply-items.ts';
import { ack } from './commands/ack.ts';
import type { CommandDoor } from './commands/command-door.ts';
import { pull } from './commands/pull.ts';
import { hello } from './hello.ts';
import { requireOwnBase } from './key-bases.ts';
import { push, type Signed } from './push.ts';
import { compareMonths, compareObjects } from './reconcile.ts';
import { SIGNATURE_HEADERS } from './wire/signature.ts';

/** What the door has judged already. */
const signedOf = (headers: IncomingHttpHeaders): Signed => ({
  keyId: String(headers[SIGNATURE_HEADERS.key]),
  sentMs: Number(headers[SIGNATURE_HEADERS.timestamp]) * 1000,
});

export function onecRoutes(bind: Bind, inbox: Inbox, door: CommandDoor): void {
  bind(helloOnec, (_ctx, { body }, { request }) => hello(inbox, body, signedOf(request.headers)));
  bind(pushOnec, (_ctx, { body }, { request }) =>
    push(inbox, body.items, signedOf(request.headers)));
  const own = (headers: IncomingHttpHeaders, { ib }: { ib: string }) =>
    requireOwnBase(inbox, signedOf(headers).keyId, ib);
  bind(digestOnec, async (_ctx, { body }, { request }) => {
    await own(request.headers, body);
    return 'rows' in body ? compareMonths(inbox, body as OnecDigest)
      : compareObjects(inbox, body as OnecDigestItems);
  });
  bind(pullOnec, async (_ctx, { query }, { request, reply }) => {
    await own(request.headers, query);
    const gone = new AbortController();
    // Of the answer, not of the request: that one closes as soon as it is read.
    reply.raw.once('close', () => gone.abort());
    return pull(inbox, query, { door, gone: gone.signal });
  });
  bind(ackOnec, async (_ctx, { body }, { request }) => {
    await own(request.headers, body);
    return ack(inbox, body);
  });
}
