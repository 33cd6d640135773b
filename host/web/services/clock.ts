import type { BrowserClock } from '@sontechsp/sdk/ui';

export const clock: BrowserClock = {
  now: () => new Date().toISOString(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
