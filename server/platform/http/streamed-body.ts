// Bodies that are too large for memory: the handler of such a route reads the stream itself.
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '#platform/refuse';

const STREAMED = 'application/octet-stream';
/** An ordinary body must come within this time; Node's own limit would cut long uploads. */
const BODY_TIMEOUT_MS = 120_000;
/** An upload may take hours but must not stand still. */
const IDLE_TIMEOUT_MS = 60_000;

/** Only routes that say `isStreamed` take octet streams; to all others it is no known type. */
export function acceptStreams(app: FastifyInstance): void {
  app.addContentTypeParser(STREAMED, (request, payload, done) => {
    if (request.routeOptions.config.isStreamed) done(null, payload);
    else done(refuse('media.unsupported'), undefined);
  });
}

/** Cuts senders that stall: instead of `requestTimeout`, which knows no difference of routes. */
export function limitBodyTime(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const { raw } = request;
    const length = raw.headers['content-length'];
    if (raw.headers['transfer-encoding'] === undefined && (!length || length === '0')) return;
    const { isStreamed } = request.routeOptions.config;
    let bytesRead = raw.socket.bytesRead;
    const timer = setInterval(() => {
      const moves = isStreamed && raw.socket.bytesRead > bytesRead;
      bytesRead = raw.socket.bytesRead;
      if (!moves) raw.socket.destroy();
    }, isStreamed ? IDLE_TIMEOUT_MS : BODY_TIMEOUT_MS);
    timer.unref();
    for (const end of ['end', 'close']) raw.once(end, () => clearInterval(timer));
  });
}

/**
 * The bytes of a streamed request. One that says itself that it is longer than `bytesMax` is
 * refused before anything is read of it.
 */
export function bodyStream(request: FastifyRequest, bytesMax: number): Readable {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > bytesMax) throw tooLarge(bytesMax);
  const body = request.body as Readable | undefined;
  if (typeof body?.pipe !== 'function') {
    throw refuse('media.unsupported', `Отправьте байты файла с Content-Type: ${STREAMED}.`);
  }
  return body;
}

export function tooLarge(bytesMax: number) {
  const megabytes = Math.floor(bytesMax / 1024 / 1024);
  const size = megabytes >= 1024 ? `${Math.floor(megabytes / 1024)} ГБ` : `${megabytes} МБ`;
  return refuse('body.tooLarge', `Файл больше ${size}: разделите его или сожмите.`);
}
