import { signal, type ReadonlySignal } from '@preact/signals';
import type { BrowserClock } from '@sontechsp/sdk/ui';

/** Whether the host answers. After a failure it is asked every three seconds until it does. */
export interface Network {
  readonly online: ReadonlySignal<boolean>;
  answered(): void;
  failed(): void;
}

export function createNetwork(clock: BrowserClock, ping: () => Promise<unknown>): Network {
  const online = signal(true);
  const ask = () => {
    clock.after(3000, () => {
      if (online.value) return;
      ping().then(() => { online.value = true; }, ask);
    });
  };
  return {
    online,
    answered() {
      online.value = true;
    },
    failed() {
      if (!online.value) return;
      online.value = false;
      ask();
    },
  };
}
