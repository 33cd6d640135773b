import { signal, type ReadonlySignal } from '@preact/signals';
import type { BrowserClock } from '@sontechsp/sdk/ui';

export interface AccessReply {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** The access token of this page, kept in memory only, and its renewal by the refresh cookie. */
export interface Access {
  readonly token: ReadonlySignal<string | undefined>;
  take(reply: AccessReply): void;
  forget(): void;
  /**
   * Renews, once for all who ask meanwhile: `true` when there is a fresh token, `false` when the session is over.
   * Throws when the host did not answer.
   */
  renew(): Promise<boolean>;
}

/** Lets one page of the browser renew at a time: the cookie rotates. */
export type InTurn = (renew: () => Promise<boolean>) => Promise<boolean>;

export function createAccess(fetch: typeof globalThis.fetch, clock: BrowserClock, inTurn: InTurn = renew => renew()): Access {
  const token = signal<string | undefined>(undefined);
  let running: Promise<boolean> | undefined;
  let cancel = () => {};

  const take = ({ accessToken, expiresIn }: AccessReply) => {
    token.value = accessToken;
    cancel();
    // A minute early, so that no sale waits for a renewal.
    cancel = clock.after(Math.max(5, expiresIn - 60) * 1000, () => void renew().catch(() => {}));
  };
  async function ask(): Promise<boolean> {
    const reply = await fetch('/api/auth/refresh', { method: 'POST' });
    if (reply.ok) {
      take((await reply.json()) as AccessReply);
      return true;
    }
    if (reply.status !== 401) throw new TypeError(`refresh answered ${reply.status}`);
    return false;
  }
  const renew = () => (running ??= inTurn(ask).finally(() => { running = undefined; }));

  return {
    token, take, renew,
    forget() {
      cancel();
      token.value = undefined;
    },
  };
}
