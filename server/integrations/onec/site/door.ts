// The address that 1C calls. Bodies are raw bytes whatever type the client says they have.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { siteExchangeGet, siteExchangePost } from '#contract/site-exchange';
import type { Bind, Wire } from '#platform/http/bind';
import { drain } from '#platform/http/drain';
import type { HistoryInbox } from '../load-history.ts';
import type { Answer } from './answer.ts';
import { answerSite } from './dialogue.ts';

/** Every type of content, none among them, is a stream here. */
export function acceptRawBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
}

export function siteExchangeRoutes(bind: Bind, inbox: HistoryInbox): void {
  const answer = async ({ request, reply }: Wire): Promise<void> => {
    const answered = await answerSite(inbox, request);
    // A refusal sent while 1C still writes would be lost with the connection.
    await drain(request.raw);
    await send(reply, answered);
  };
  bind(siteExchangeGet, (_ctx, _input, wire) => answer(wire));
  bind(siteExchangePost, (_ctx, _input, wire) => answer(wire));
}

async function send(reply: FastifyReply, { status, type, encoding, body, headers }: Answer) {
  await reply.code(status)
    .headers({ ...headers, 'cache-control': 'no-store' })
    .type(`${type}; charset=${encoding}`)
    .send(body);
}
