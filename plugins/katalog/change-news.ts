import { createToken, type Live, type Log } from '@sontechsp/sdk';

/** Tells open screens that the catalogue changed: at once, then at most once a second while changes go on. */
export interface ChangeNews {
  changed(): void;
}
export const ChangeNews = createToken<ChangeNews>('katalog.changeNews');

const QUIET_MS = 1000;

export function createChangeNews({ live, log }: { live: Live; log: Log }): ChangeNews {
  let resting: NodeJS.Timeout | undefined;
  let again = false;

  function tell(): void {
    // Prices are the firm's, so every store hears it; what changed stays within the firm.
    live.publish(null, 'catalogue.changed', {}).catch((error: unknown) => log.warn({ err: error }, 'Nobody heard that the catalogue changed.'));
    resting = setTimeout(() => {
      resting = undefined;
      if (!again) return;
      again = false;
      tell();
    }, QUIET_MS);
    resting.unref();
  }
  return {
    changed() {
      if (resting) again = true;
      else tell();
    },
  };
}
