// PostgreSQL refuses to run as root, so root runs it as somebody else.
import { readFileSync, statSync } from 'node:fs';
import { PostgresProblem } from './problem.ts';

export type ServerUser = { uid: number; gid: number };

type Account = ServerUser & { name: string };

const PREFERRED = ['verstak', 'postgres', 'nobody'];

/**
 * Who must run the server over `clusterFolder`: null for this process' own user, an account when
 * this process is root. Whoever owns an existing cluster goes on owning it.
 */
export function chooseServerUser(
  clusterFolder: string, uid = process.getuid?.(),
): ServerUser | null {
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (uid === undefined) return null;
  if (uid !== 0) {
    if (owner && owner.uid !== uid) throw foreignCluster(clusterFolder, owner.uid, uid);
    return null;
  }
  if (process.platform !== 'linux') {
    throw new PostgresProblem(
      `PostgreSQL cannot be run by root on ${process.platform}.`,
      'run `npm start` as an ordinary user',
    );
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return fallbackAccount();
}

function fallbackAccount(): ServerUser {
  const accounts = readAccounts();
  const found =
    PREFERRED.map((name) => accounts.find((account) => account.name === name)).find(Boolean) ??
    accounts.find((account) => account.uid > 0);
  if (!found) {
    throw new PostgresProblem(
      'PostgreSQL does not run as root and this machine has no other account.',
      'useradd --system verstak',
    );
  }
  return { uid: found.uid, gid: found.gid };
}

function readAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8').split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

function foreignCluster(folder: string, owner: number, uid: number): PostgresProblem {
  return new PostgresProblem(
    `The database in ${folder} belongs to uid ${owner}, and you are uid ${uid}.`,
    `start as that user or as root, or take the folder over: sudo chown -R ${uid} "${folder}"`,
  );
}
