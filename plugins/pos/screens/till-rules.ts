import { batch, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Api, Events, Services } from '@sontechsp/sdk/ui';
import { shiftAt } from './shift/shift-state.js';

/** What the settings of the store mean for its tills. */
export interface TillRules {
  readonly shiftRequired: boolean;
  readonly shiftPerCashier: boolean;
  readonly blindCount: boolean;
  /** Kuruş that cash is rounded to; 0: to the kuruş. */
  readonly cashRounding: number;
  readonly lockAfterMinutes: number;
  readonly switchCashier: boolean;
  /** The till's printer can open its drawer. */
  readonly drawer: boolean;
}
export interface PaymentMethod {
  readonly method: string;
  readonly title: string;
  readonly needsCustomer: boolean;
}
/** How the store wants its tills to be, kept up with its settings and plugins. */
export interface StoreWays {
  /** Undefined until the host has told. */
  readonly rules: ReadonlySignal<TillRules | undefined>;
  readonly methods: ReadonlySignal<readonly PaymentMethod[]>;
}
const own: readonly PaymentMethod[] = [{ method: 'cash', title: '', needsCustomer: false }, { method: 'card', title: '', needsCustomer: false }];

export function createStoreWays({ api, events }: { api: Api; events: Events }): StoreWays {
  const rules = signal<TillRules | undefined>(undefined);
  const methods = signal<readonly PaymentMethod[]>(own);
  async function load(): Promise<void> {
    try {
      const [told, known] = await Promise.all([
        api.get<TillRules>('/api/pos/till'), api.get<{ items: readonly PaymentMethod[] }>('/api/pos/payment-methods'),
      ]);
      batch(() => {
        rules.value = told;
        methods.value = known.items;
      });
    } catch { /* what was known stays, and the host has the last word at the sale */ }
  }
  let met = false;
  events.connected.subscribe(connected => {
    // News that came while the stream was broken were missed.
    if (connected && met) void load();
    met ||= connected;
  });
  events.on('settings.changed', () => void load());
  events.on('plugins.changed', () => void load());
  events.on('printers.changed', () => void load());
  void load();
  return { rules, methods };
}

const made = new Map<string, StoreWays>();
/** One for the whole page: the screens of a till look at the same, and its shift hears whether it is required. */
export function storeWaysAt(terminalId: string, services: Pick<Services, 'api' | 'clock' | 'events' | 'session'>): StoreWays {
  const there = made.get(terminalId);
  if (there) return there;
  const ways = createStoreWays(services);
  const shift = shiftAt(terminalId, services);
  effect(() => { shift.required.value = ways.rules.value?.shiftRequired ?? false; });
  made.set(terminalId, ways);
  return ways;
}
