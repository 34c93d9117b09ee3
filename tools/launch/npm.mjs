// Runs `npm ci` so that stdout stays free for the script's own result, and explains its failures.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const INSTALL = [
  'ci',
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  // A warm cache is enough to install without a network.
  '--prefer-offline',
  '--loglevel=error',
];
const CACHE_REFUSED = /\b(EACCES|EROFS|EPERM)\b[\s\S]*(_cacache|\.npm|cache)/;
const NO_NETWORK = /\b(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENOTCACHED|ECONNRESET)\b/;

/** @param {string} root */
export async function npmInstall(root) {
  process.stderr.write('verstak: installing packages (npm ci)…\n');
  const first = await runNpm(root, INSTALL);
  if (first.status === 0) return;
  if (CACHE_REFUSED.test(first.stderr)) {
    const cache = join(root, '.cache', 'npm');
    process.stderr.write(`verstak: npm's cache is not writable, trying again with ${cache}\n`);
    const second = await runNpm(root, [...INSTALL, `--cache=${cache}`]);
    if (second.status === 0) return;
    throw new Error(explain(second.stderr));
  }
  throw new Error(explain(first.stderr));
}

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<{status: number | null, stderr: string}>}
 */
function runNpm(root, args) {
  const execPath = process.env.npm_execpath;
  const viaNode = execPath !== undefined && /npm-cli\.[cm]?js$/.test(execPath);
  const windows = process.platform === 'win32';
  const command = viaNode ? process.execPath : 'npm';
  const full = viaNode ? [/** @type {string} */ (execPath), ...args] : args;
  return new Promise((done, fail) => {
    const child = spawn(command, full, {
      cwd: root,
      stdio: ['ignore', process.stderr.fd, 'pipe'],
      shell: windows && !viaNode,
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      process.stderr.write(chunk);
      stderr = (stderr + chunk).slice(-20_000);
    });
    child.on('error', (error) => fail(new Error(`npm could not be run: ${error.message}`)));
    child.on('close', (status) => done({ status, stderr }));
  });
}

/** @param {string} stderr */
function explain(stderr) {
  if (NO_NETWORK.test(stderr)) {
    return (
      'The packages are not installed, npm cannot reach its registry and its cache lacks them. ' +
      'Connect once, or name a reachable mirror (npm config set registry URL), and start again.'
    );
  }
  if (/\bENOSPC\b/.test(stderr)) return 'The disk is full: installing needs about 700 MB.';
  if (/\b(EACCES|EROFS|EPERM)\b/.test(stderr)) {
    return 'npm may not write here. Start as the user who owns this folder (see the lines above).';
  }
  return '`npm ci` failed; its message is above. Mend it and start again.';
}
