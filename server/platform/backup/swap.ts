// Puts the backup's files and key in the place of the present ones, and can put those back.
import { existsSync, statSync } from 'node:fs';
import { chown, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Manifest, Part } from './manifest.ts';

type Places = { folder: string; filesDir: string; keyFile: string };
export type Swap = {
  prepare(): Promise<void>;
  swapIn(): Promise<void>;
  swapBack(): Promise<void>;
  forgetOld(): Promise<void>;
};

const INCOMING = '.restoring';
const OLD = '.before-restore';

export function createSwap(places: Places, manifest: Manifest): Swap {
  const { folder, filesDir, keyFile } = places;
  // A backup without a key must not take away the key of this installation.
  const goals = [filesDir, ...(manifest.key ? [keyFile] : [])];
  const done: string[] = [];
  return {
    async prepare() {
      for (const goal of goals) await rm(goal + INCOMING, { recursive: true, force: true });
      await mkdir(filesDir + INCOMING, { recursive: true, mode: 0o700 });
      for (const part of manifest.files) {
        await copyPart(folder, part, join(filesDir + INCOMING, part.path.replace(/^files\//, '')));
      }
      if (manifest.key) await copyPart(folder, manifest.key, keyFile + INCOMING);
    },
    async swapIn() {
      for (const goal of goals) {
        await rm(goal + OLD, { recursive: true, force: true });
        if (existsSync(goal)) await rename(goal, goal + OLD);
        done.push(goal);
        await rename(goal + INCOMING, goal);
      }
    },
    async swapBack() {
      for (const goal of done.splice(0)) {
        await rm(goal, { recursive: true, force: true });
        if (existsSync(goal + OLD)) await rename(goal + OLD, goal);
      }
      for (const goal of goals) await rm(goal + INCOMING, { recursive: true, force: true });
    },
    async forgetOld() {
      for (const goal of goals) await rm(goal + OLD, { recursive: true, force: true });
    },
  };
}

async function copyPart(folder: string, part: Part, goal: string): Promise<void> {
  await mkdir(dirname(goal), { recursive: true, mode: 0o700 });
  await copyFile(join(folder, part.path), goal);
  // Restored by root, the files still belong to whoever runs the server.
  const owner = statSync(dirname(goal));
  if (process.getuid?.() === 0 && owner.uid !== 0) await chown(goal, owner.uid, owner.gid);
}
