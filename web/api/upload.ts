// Uploads: bytes as the body of one request. XMLHttpRequest, because fetch tells no progress.
import type { Route, RouteQuery, RouteResponse } from '#contract/route';
import { ru } from '../texts/ru.ts';
import { ApiProblem, refusalOf, urlOf } from './client.ts';

export type UploadArgs<R extends Route> = {
  query: RouteQuery<R>;
  file: File;
  /** Bytes that have left so far. */
  onProgress?: (bytes: number) => void;
  signal?: AbortSignal;
};

const offline = () => new ApiProblem({
  code: 'offline', title: ru.errors.offlineTitle, detail: ru.errors.offlineDetail,
});

const answerOf = (request: XMLHttpRequest) => new Response(request.responseText, {
  status: request.status,
  headers: { 'content-type': request.getResponseHeader('content-type') ?? '' },
});

/** Calls a streamed route; throws ApiProblem on refusal. */
export function upload<R extends Route>(route: R, args: UploadArgs<R>): Promise<RouteResponse<R>> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(route.method, urlOf(route.path, {}, args.query));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => args.onProgress?.(event.loaded);
    request.onerror = () => fail(offline());
    request.onabort = () => fail(new DOMException('', 'AbortError'));
    request.onload = () => {
      const isGood = request.status >= 200 && request.status < 300;
      if (isGood) done(JSON.parse(request.responseText) as RouteResponse<R>);
      else void refusalOf(answerOf(request)).then(fail, fail);
    };
    args.signal?.addEventListener('abort', () => request.abort());
    request.send(args.file);
  });
}
