import { effect } from '@preact/signals';
import type { Services } from '@sontechsp/sdk/ui';
import type { SaleModel } from '../sale.model.js';
import { DISPLAY, type DisplayMessage } from './state.js';

/** Changes within so many milliseconds are told as one, after the cashier's own screen is painted. */
const PAUSE = 30;

/**
 * Keeps the customer's window up with the sale, in the same browser and without the network. Until a window has asked, it costs
 * nothing; a page that is not in sight keeps silent, so that two pages of one till do not contradict each other.
 */
export function tellDisplay(model: SaleModel, { t, format, session, language, clock }: Services): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(DISPLAY);
  const post = (message: DisplayMessage) => channel.postMessage(message);
  let watched = false;
  let waiting = () => {};
  const inSight = () => document.visibilityState === 'visible';
  // Fetched when a window asks: most tills have none.
  let shown: typeof import('./shown.js') | undefined;
  const state = () => shown!.shownOf(model, {
    language: language.value, theme: document.documentElement.dataset['theme'] ?? 'system', store: session.store.value?.name ?? '',
  }, t, format);

  function watch(): void {
    if (watched) return;
    watched = true;
    effect(() => {
      const now = state();
      waiting();
      waiting = clock.after(PAUSE, () => { if (inSight()) post({ say: 'show', state: now }); });
    });
  }
  channel.onmessage = async ({ data }: MessageEvent<DisplayMessage>) => {
    if (data.say !== 'ask') return;
    shown ??= await import('./shown.js');
    watch();
    if (inSight()) post({ say: 'show', state: state() });
  };
  document.addEventListener('visibilitychange', () => { if (watched && inSight()) post({ say: 'show', state: state() }); });
  addEventListener('pagehide', () => { if (inSight() || watched) post({ say: 'gone' }); });
  post({ say: 'here' });
}

/** Opens the window the customer sees; a second call brings the same one forward. */
export const openDisplay = (): void => void window.open('/display', 'sontechsp-display', 'popup,width=1024,height=768');
