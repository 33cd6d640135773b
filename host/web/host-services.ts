import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Signal } from '@preact/signals';
import type { App } from './app.model.js';
import type { Frame } from './frame/frame.model.js';
import type { IdleLock } from './lock/idle.js';
import type { Door } from './services/door.js';
import type { Languages } from './services/language.js';
import type { HostSession } from './services/session.js';
import type { Theme } from './services/theme.js';
import type { ToastList } from './services/toasts.js';

/** What only the host's own parts of the page may use, beside the services every screen has. */
export interface HostServices {
  readonly app: App;
  readonly frame: Frame;
  readonly theme: Signal<Theme>;
  readonly languages: Languages;
  readonly session: HostSession;
  readonly door: Door;
  readonly lock: IdleLock;
  readonly toasts: ToastList;
}
export const HostContext = createContext<HostServices | undefined>(undefined);

export function useHost(): HostServices {
  const host = useContext(HostContext);
  if (!host) throw new Error('useHost is for the host\'s own components.');
  return host;
}
