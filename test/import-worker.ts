// A worker of an import as a process of its own, to be killed:
// `import-worker.ts DATABASE_URL UPLOADS IMPORT`.
import { workImport } from '#modules/imports';
import { openDatabase } from '#platform/database';
import { importDeps } from '#server/imports';

const [url = '', uploadsDir = '', importId = ''] = process.argv.slice(2);
const db = openDatabase({ connectionString: url }, 2);
await workImport(importDeps(db, () => new Date(), { uploadsDir }), Number(importId),
  new AbortController().signal);
await db.end();
