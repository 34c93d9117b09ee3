// One measured process of the CommerceML bench: `node bench/commerceml-worker.ts floor FILE` or
// `ours TASK`, the thread's task as JSON. Says its time and the most memory it had.
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { Worker, type ResourceLimits } from 'node:worker_threads';
import { SaxesParser } from 'saxes';

type ThreadTask = { url: string; limits: ResourceLimits };
type ThreadEnd = { summary?: { complete: boolean; quarantined: unknown[] } };

const [mode, what = ''] = process.argv.slice(2);
const startedAt = performance.now();
if (mode === 'floor') await parseOnly(what);
else await takeFile(JSON.parse(what) as object);
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ ms: performance.now() - startedAt, rssMb: maxRSS / 1024 }));

/** Nothing but the parser: every element is seen and thrown away. */
async function parseOnly(path: string): Promise<void> {
  const parser = new SaxesParser({ xmlns: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let elements = 0;
  parser.on('opentag', () => { elements += 1; });
  for await (const bytes of createReadStream(path)) {
    parser.write(decoder.decode(bytes as Buffer, { stream: true }));
  }
  parser.close();
  if (elements === 0) throw new Error('The file has no elements');
}

/** As the server takes a large file: in its thread, within its limits, and nothing beside it. */
async function takeFile(task: object): Promise<void> {
  const { url, limits, ...data } = task as ThreadTask;
  const thread = new Worker(new URL(url), { workerData: data, resourceLimits: limits });
  const [end] = await once(thread, 'message') as [ThreadEnd];
  const { summary } = end;
  if (!summary?.complete || summary.quarantined.length > 0) {
    throw new Error(`Not taken whole: ${JSON.stringify(end).slice(0, 500)}`);
  }
  await thread.terminate();
}
