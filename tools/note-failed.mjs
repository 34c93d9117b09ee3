// Loaded into every process of a test file by tools/test.ts: a file that ends with failures notes
// itself. What node:test reports is where `test` was called, which for stories is their support.
import { appendFileSync } from 'node:fs';

const list = process.env.VERSTAK_TEST_FAILED;
const file = process.argv[1] ?? '';

if (list && process.env.NODE_TEST_CONTEXT && /\.(test|e2e)\.ts$/.test(file)) {
  process.on('exit', (status) => {
    if (status !== 0) appendFileSync(list, `${file}\n`);
  });
}
