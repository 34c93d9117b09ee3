// One measured process of the CommerceML bench: `node bench/commerceml-worker.ts floor|ours FILE
// [DATABASE_URL]`. Says its time and the most memory it had.
import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { importCommerceml } from '#integrations/onec';
import { openDatabase } from '#platform/database';

const [mode, file = '', url = ''] = process.argv.slice(2);
const startedAt = performance.now();
if (mode === 'floor') await parseOnly(file);
else await takeFile(file, url);
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

async function takeFile(path: string, databaseUrl: string): Promise<void> {
  const db = openDatabase({ connectionString: databaseUrl }, 4);
  const [summary] = await importCommerceml({ db, now: () => new Date() }, [path]);
  if (!summary?.complete || summary.quarantined.length > 0) throw new Error('Not taken whole');
  await db.end();
}
