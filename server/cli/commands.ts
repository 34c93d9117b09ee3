// Every command, in the order the list shows them.
import { command as backup } from './backup.ts';
import { command as doctor } from './doctor.ts';
import { command as import1c } from './import-1c.ts';
import { command as importCommerceml } from './import-commerceml.ts';
import { command as keyCreate } from './key-create.ts';
import { command as restore } from './restore.ts';
import { command as userCreate } from './user-create.ts';
import type { Command } from './command.ts';

export const COMMANDS: readonly Command[] = [
  userCreate,
  keyCreate,
  import1c,
  importCommerceml,
  backup,
  restore,
  doctor,
];
