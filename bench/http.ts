// Requests of one signed-in person over kept-alive connections, each with its time.
import { Agent, request } from 'node:http';

export type Person = { login: string; cookie: string };
export type Answer = { status: number; text: string; ms: number };
export type Caller = {
  get: (path: string) => Promise<Answer>;
  send: (method: string, path: string, body: unknown) => Promise<Answer>;
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export function callerOf(url: string, cookie: string): Caller {
  return {
    get: (path) => call(url, { method: 'GET', path, cookie }),
    send: (method, path, body) => call(url, { method, path, cookie, body: JSON.stringify(body) }),
  };
}

type Call = { method: string; path: string; cookie: string; body?: string };

function call(url: string, { method, path, cookie, body }: Call): Promise<Answer> {
  const startedAt = performance.now();
  return new Promise((done, fail) => {
    const sent = request(url + path, {
      method, agent,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => { text += chunk; });
      response.on('end', () => {
        done({ status: response.statusCode ?? 0, text, ms: performance.now() - startedAt });
      });
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

/** Fails loudly: a refused request is fast and would make a bench look good. */
export function mustSucceed(answer: Answer, what: string): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 300)}`);
}
