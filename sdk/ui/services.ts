import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import type { Language } from '../scope.js';
import type { Api } from './api.js';
import type { BrowserClock } from './clock.js';
import type { Events } from './events.js';
import type { Format } from './format.js';
import type { Lock } from './lock.js';
import type { Session } from './session.js';
import type { SlotSource } from './slot-source.js';
import type { Toasts } from './toasts.js';
import type { Translate } from './translate.js';

/** What the frame gives every screen and slot. Models take the few of these they need as plain dependencies. */
export interface Services {
  readonly api: Api;
  readonly clock: BrowserClock;
  readonly t: Translate;
  readonly format: Format;
  readonly language: ReadonlySignal<Language>;
  readonly session: Session;
  readonly events: Events;
  readonly toast: Toasts;
  readonly slots: SlotSource;
  readonly lock: Lock;
  /** Whether the host answered last time it was asked. */
  readonly online: ReadonlySignal<boolean>;
  /** Goes to a path of the application, with an optional query: `navigate('/products?q=süt')`. */
  readonly navigate: (path: string, options?: { replace?: boolean }) => void;
}

export const ServicesContext = createContext<Services | undefined>(undefined);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices is for components inside the frame.');
  return services;
}
