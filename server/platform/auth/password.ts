// Passwords are argon2id; the cost follows OWASP's minimum (19 MiB, 2 passes, 1 lane).
import { hash, verify } from '@node-rs/argon2';
import { refuseField } from '#platform/refuse';

// 2 is argon2id; the package declares it as a const enum that type stripping cannot read.
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const LENGTH_MIN = 10;
const LENGTH_MAX = 200;

export async function hashPassword(password: string): Promise<string> {
  if (password.length < LENGTH_MIN || password.length > LENGTH_MAX) {
    throw refuseField('password', `Пароль должен быть от ${LENGTH_MIN} до ${LENGTH_MAX} знаков.`);
  }
  return hash(password, OPTIONS);
}

// Somebody who guesses logins must not learn from the time which of them exist.
const NOBODY = hash('nobody has this password', OPTIONS);

/** Always spends the time of one verification; false also for an account without password. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? await NOBODY, password.slice(0, LENGTH_MAX));
  return stored !== null && matches;
}
