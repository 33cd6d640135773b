import { batch, signal, type ReadonlySignal } from '@preact/signals';
import type { Api, Events } from '@sontechsp/sdk/ui';

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
