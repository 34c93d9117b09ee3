// The door of every npm script. It runs on any Node since 18, because a fresh checkout has only
// the machine's Node: it installs what is missing and hands over to the Node the lockfile pins.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './launch/install.mjs';
import { pinnedNode } from './launch/pinned-node.mjs';
import { handOver } from './launch/hand-over.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...args] = process.argv.slice(2);

try {
  if (!script) throw new Error('Usage: node tools/run.mjs SCRIPT [ARGUMENT…]');
  await ensureInstalled(root);
  handOver({ node: pinnedNode(root), script: resolve(root, script), args, root });
} catch (error) {
  process.stderr.write(`verstak: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
