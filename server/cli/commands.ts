// Every command, in the order the list shows them. Its file is read when it is asked for: an hourly
// backup does without the exchange with 1C.
import type { Command } from './command.ts';

export type CommandEntry = {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  load: () => Promise<{ command: Command }>;
};

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'user', summary: 'create a person who can sign in',
    load: () => import('./user-create.ts'),
  },
  {
    name: 'key', summary: 'create a key for 1C or for another program',
    load: () => import('./key-create.ts'),
  },
  {
    name: 'import-1c', summary: 'load history of 1C from NDJSON files',
    load: () => import('./import-1c.ts'),
  },
  {
    name: 'import-commerceml',
    summary: 'load CommerceML files (catalogue, offers, orders) of a 1C site exchange',
    load: () => import('./import-commerceml.ts'),
  },
  {
    name: 'backup', summary: 'copy the database, the files and the key into a new folder',
    load: () => import('./backup.ts'),
  },
  {
    name: 'restore', summary: 'put a backup in place of an empty (or, with --force, any) database',
    load: () => import('./restore.ts'),
  },
  {
    name: 'doctor', summary: 'check the installation and say what to mend',
    load: () => import('./doctor.ts'),
  },
];
