// The live streams of many people, read and counted.
import { Agent, get } from 'node:http';

export type Streams = { /** Ends them; returns how many changes were told. */ close: () => number };

export async function openStreams(url: string, cookies: string[]): Promise<Streams> {
  const agent = new Agent({ maxSockets: cookies.length });
  let told = 0;
  await Promise.all(cookies.map((cookie) => new Promise<void>((done, fail) => {
    const request = get(`${url}/api/stream`, { headers: { cookie }, agent }, (response) => {
      if (response.statusCode !== 200) fail(new Error(`A stream answered ${response.statusCode}`));
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => { told += chunk.split('\ndata:').length - 1; });
      response.on('error', () => undefined);
      done();
    });
    request.on('error', fail);
  })));
  return {
    close: () => {
      agent.destroy();
      return told;
    },
  };
}
