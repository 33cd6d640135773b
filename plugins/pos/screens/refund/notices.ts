import { signal, type ReadonlySignal } from '@preact/signals';
import type { BrowserClock } from '@sontechsp/sdk/ui';
import type { Sound } from '../sound.js';
import type { Notice, Say } from './phase.js';

const NOTICE_TIME = 8000;

/** Short words at the foot of the lines, each for a while; what did not work is heard as well. */
export function createNotices({ clock, sound }: { clock: BrowserClock; sound: Sound }): { notice: ReadonlySignal<Notice | undefined>; say: Say; hush(): void } {
  const notice = signal<Notice | undefined>(undefined);
  let forget = () => {};
  const hush = () => {
    forget();
    notice.value = undefined;
  };
  return {
    notice, hush,
    say(key, tone = 'warn', values = {}) {
      forget();
      if (tone === 'warn') sound.error();
      notice.value = { key, tone, values };
      forget = clock.after(NOTICE_TIME, hush);
    },
  };
}
