// The browser of the end-to-end tests: found on the machine, or installed where that is possible.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

// The shell is the same engine without the windows around it: a third less work for a story.
const NAMES = [
  'chromium-headless-shell', 'headless_shell',
  'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome',
];
const DEBIAN_PACKAGES = ['chromium-headless-shell', 'chromium'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const INSTALL_TIMEOUT_MS = 5 * 60_000;

/** Absolute path of a browser on this machine, or null. VERSTAK_CHROMIUM overrules the search. */
export function findChromium() {
  const named = process.env.VERSTAK_CHROMIUM;
  if (named) return isExecutable(named) ? named : null;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, MAC, ...playwrightBrowsers()].find(isExecutable) ?? null;
}

/**
 * Finds the browser, installing Debian's package when this is root on Debian. Progress goes to
 * stderr. Never throws.
 * @returns {{path: string, reason: null} | {path: null, reason: string}}
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return { path: found, reason: null };
  if (process.env.VERSTAK_CHROMIUM) {
    return { path: null, reason: 'VERSTAK_CHROMIUM names no program' };
  }
  const reason = installOnDebian();
  const installed = findChromium();
  if (installed) return { path: installed, reason: null };
  return {
    path: null,
    reason: `there is no Chromium (${reason}); install it: sudo apt-get install chromium`,
  };
}

/** @returns {string} why it did not help; '' when it did */
function installOnDebian() {
  if (!existsSync('/usr/bin/apt-get')) return 'this is not Debian';
  if (process.getuid?.() !== 0) return 'only root can install it';
  process.stderr.write('installing Chromium (apt-get)…\n');
  if (!aptGet('update')) return 'apt-get update failed';
  const isThere = DEBIAN_PACKAGES.some((name) =>
    aptGet('install', '-y', '--no-install-recommends', name));
  return isThere ? '' : 'apt-get install failed';
}

/** @param {string[]} words */
function aptGet(...words) {
  const { status, error } = spawnSync('apt-get', ['-q', ...words], {
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: INSTALL_TIMEOUT_MS,
  });
  return !error && status === 0;
}

function playwrightBrowsers() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium'))
    .flatMap((name) => ['chrome-linux64/chrome', 'chrome-linux/chrome']
      .map((inside) => join(cache, name, inside)));
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
