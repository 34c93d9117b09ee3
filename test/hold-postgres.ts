// A process that holds a data folder until it is told to stop, for tests that kill it.
// Usage: node test/hold-postgres.ts DATA_FOLDER; prints the connection as JSON when ready.
import { startPostgres } from '#platform/postgres/start';
import { SILENT_LOG } from '#platform/log';

const dataDir = process.argv[2];
if (!dataDir) throw new Error('Usage: node test/hold-postgres.ts DATA_FOLDER');
try {
  const running = await startPostgres({
    dataDir, log: SILENT_LOG, settings: { logging_collector: 'off', shared_buffers: '32MB' },
  });
  process.on('SIGTERM', () => {
    void running.stop().then(() => process.exit(0));
  });
  setInterval(() => undefined, 60_000);
  console.log(JSON.stringify(running.connection));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
