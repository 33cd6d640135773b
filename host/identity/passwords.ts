import { hash, verify } from '@node-rs/argon2';
import { createToken } from '@sontechsp/sdk';
import { commonPasswords } from './common-passwords.js';
import { errors } from './refusals.js';
import type { Turns } from './turns.js';
import { usernameKey } from './user-keys.js';

/** OWASP's first choice for argon2id, which is this library's algorithm unless said. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Compares a password with a user's hash; without one it takes as long and gives false. */
export type Compare = (stored: string | undefined, password: string) => Promise<boolean>;

/** Makes and compares hashes, few at once: each takes 19 MiB and a processor. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Runs work that compares, when its turn has come. */
  turn<T>(work: (compare: Compare) => Promise<T>): Promise<T>;
}

export const Passwords = createToken<Passwords>('host.passwords');

export function createPasswords(turns: Turns): Passwords {
  let nobody: Promise<string> | undefined;
  return {
    hash: password => turns.run(() => hash(password, options)),
    turn: work => turns.run(() => work(async (stored, password) => {
      const against = stored ?? await (nobody ??= hash('nobody has this password', options));
      const right = await verify(against, password, options);
      return right && stored !== undefined;
    })),
  };
}

/** Refuses a password that is short, common, or the user name (`identity.weakPassword`). */
export function checkPassword(password: string, username: string): void {
  if ([...password].length < 8 || commonPasswords.has(password.toLowerCase()) || usernameKey(password) === usernameKey(username))
    throw errors('identity.weakPassword');
}
