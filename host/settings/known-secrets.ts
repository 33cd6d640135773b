import { createToken } from '@sontechsp/sdk';
import { scrubber, type Scrub } from '@sontechsp/sdk/http';

/** Every secret this process has in clear, so that none of them gets into its log, whoever writes there. */
export interface KnownSecrets {
  add(secrets: Iterable<string>): void;
  scrub(text: string): string;
}
export const KnownSecrets = createToken<KnownSecrets>('host.knownSecrets');

/** Shorter ones would be found inside ids and ordinary words. */
const SHORTEST = 6;

export function createKnownSecrets(): KnownSecrets {
  const known = new Set<string>();
  let scrub: Scrub | undefined;
  return {
    add(secrets) {
      for (const secret of secrets) {
        if (secret.length < SHORTEST || known.has(secret)) continue;
        known.add(secret);
        scrub = undefined;
      }
    },
    scrub: text => (known.size === 0 ? text : (scrub ??= scrubber(known))(text)),
  };
}
