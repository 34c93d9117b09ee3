// What can be told without the database: Node, the clock's zones, the data folder, the disk.
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '#platform/config';
import { isDataLocked, readHolder } from '#platform/postgres/data-lock';
import { type Finding, note, well, wrong } from './finding.ts';

const NODE_MAJOR = 24;
const KEY_BYTES = 32;
const GIB = 1024 ** 3;
const SPACE_WRONG_GIB = 1;
const SPACE_NOTE_GIB = 5;
const OPEN_TO_OTHERS = 0o077;

export function checkMachine(config: Config): Finding[] {
  return [
    checkNode(), checkZones(), checkFolder(config), checkSpace(config), checkKeyFile(config),
    checkHolder(config),
  ];
}

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= NODE_MAJOR
    ? well('Node', process.version)
    : wrong('Node', `${process.version} is too old`, `start through npm, or install Node ${
      NODE_MAJOR}`);
}

/** A Node built without the full tables of zones would count deadlines in UTC. */
function checkZones(): Finding {
  const hour = new Intl.DateTimeFormat('en', {
    timeZone: 'Asia/Vladivostok', hour: '2-digit', hourCycle: 'h23',
  }).format(new Date('2026-01-01T00:00:00Z'));
  return hour === '10'
    ? well('Time zones', 'known')
    : wrong('Time zones', 'this Node does not know them', 'start through npm: it brings its own');
}

function checkFolder({ dataDir }: Config): Finding {
  if (!existsSync(dataDir)) return note('Data folder', `${dataDir} is made by the first npm start`);
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return wrong(
      'Data folder', `${dataDir} is closed to you`, `sudo chown -R $(id -u) "${dataDir}"`,
    );
  }
  const { mode } = statSync(dataDir);
  if (process.platform !== 'win32' && mode & OPEN_TO_OTHERS) {
    return wrong(
      'Data folder', `${dataDir} is open to other users of this machine`,
      `chmod 700 "${dataDir}"`,
    );
  }
  return well('Data folder', dataDir);
}

function checkSpace({ dataDir }: Config): Finding {
  let folder = dataDir;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const gib = (bavail * bsize) / GIB;
  const what = `${gib.toFixed(1)} GiB free for ${dataDir}`;
  if (gib < SPACE_WRONG_GIB) {
    return wrong('Disk', what, 'free space or move VERSTAK_DATA: a full disk stops the database');
  }
  return gib < SPACE_NOTE_GIB ? note('Disk', `only ${what}`) : well('Disk', what);
}

function checkKeyFile({ keyFile }: Config): Finding {
  const found = statSync(keyFile, { throwIfNoEntry: false });
  if (!found) return note('Key file', `${keyFile} is not made yet`);
  if (found.size !== KEY_BYTES) {
    return wrong(
      'Key file', `${keyFile} has ${found.size} bytes instead of ${KEY_BYTES}`,
      'bring it back from a backup: without it the secrets in the database cannot be read',
    );
  }
  if (process.platform !== 'win32' && found.mode & OPEN_TO_OTHERS) {
    return wrong('Key file', `${keyFile} is open to other users`, `chmod 600 "${keyFile}"`);
  }
  return well('Key file', keyFile);
}

function checkHolder({ dataDir }: Config): Finding {
  if (!isDataLocked(dataDir)) return note('Verstak', 'is not running on this data folder');
  const holder = readHolder(dataDir);
  return well('Verstak', holder ? `runs as pid ${holder.pid} since ${holder.since}` : 'runs');
}
