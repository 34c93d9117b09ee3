// The poller of bases as a process of its own, for tests that kill it without warning:
// `node test/onec/odata-worker.ts DATABASE_URL DATA_DIR`.
import { startOdata } from '#integrations/onec';
import { openDatabase } from '#platform/database';
import { openSecrets } from '#platform/secrets';

const [url = '', dataDir = ''] = process.argv.slice(2);

startOdata({
  db: openDatabase({ connectionString: url }, 4), now: () => new Date(),
  secrets: openSecrets(dataDir), tickMs: 20, doubtMs: 300,
  onError: (error) => {
    if ((error as Error).name !== 'OdataProblem') process.stderr.write(`${String(error)}\n`);
  },
});
process.stdout.write('polling\n');
