// Secrets that must be readable (HMAC keys) are encrypted with a key file of the data folder.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type Secrets = {
  seal: (plain: string) => Buffer;
  /** Throws when the key file is not the one that sealed it. */
  open: (sealed: Buffer) => string;
};

export const keyFileOf = (dataDir: string) => join(dataDir, 'verstak.key');

function readOrMakeKey(dataDir: string): Buffer {
  const file = keyFileOf(dataDir);
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    // wx: of two processes that start at once one writes and the other reads.
    try {
      writeFileSync(file, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    chmodSync(file, 0o600);
  }
  const key = readFileSync(file);
  if (key.length !== KEY_BYTES) throw new Error(`Key file ${file} is damaged: 32 bytes expected`);
  return key;
}

/** AES-256-GCM with the key of `dataDir`; the key is made at the first start. */
export function openSecrets(dataDir: string): Secrets {
  const key = readOrMakeKey(dataDir);
  return {
    seal: (plain) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open: (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = sealed.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    },
  };
}
