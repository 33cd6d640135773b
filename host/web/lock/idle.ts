import { signal, type ReadonlySignal } from '@preact/signals';
import type { BrowserClock, Lock } from '@sontechsp/sdk/ui';

/** Locks the page when it was asked to, and when nobody touched it for as long as the store allows. */
export interface IdleLock extends Lock {
  /** Whether another may open what this user locked. */
  readonly others: ReadonlySignal<boolean>;
  /** Somebody is there. */
  touch(): void;
  /** The store was left: its rules are no longer known. */
  forget(): void;
}

export function createIdleLock({ clock, lock }: { clock: BrowserClock; lock: () => void }): IdleLock {
  const others = signal(true);
  let minutes = 0;
  let cancel = () => {};
  let touchedAt = 0;

  function begin(): void {
    cancel();
    if (minutes > 0) cancel = clock.after(minutes * 60_000, lock);
  }
  return {
    others,
    now: lock,
    rules(rules) {
      others.value = rules.others;
      minutes = rules.afterMinutes;
      begin();
    },
    touch() {
      // A scanner is a hundred keys a second: one of them is enough.
      const now = Date.parse(clock.now());
      if (now - touchedAt < 1000) return;
      touchedAt = now;
      begin();
    },
    forget() {
      minutes = 0;
      others.value = true;
      cancel();
    },
  };
}
