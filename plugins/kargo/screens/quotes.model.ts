import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '@sontechsp/sdk/ui';
import { requestOf, type Draft } from './draft.js';
import type { Connection } from './shipment.js';

export interface Quote {
  readonly connectionId: string;
  readonly carrier: string;
  readonly service: string;
  readonly amount: number;
  readonly days: number | null;
}
interface Deps {
  api: Api;
  draft: ReadonlySignal<Draft>;
  /** Those that can be sent by. */
  usable: readonly Connection[];
}

/** What each carrier would take for what stands in the form; asked for when somebody wants to know. */
export function createQuotes({ api, draft, usable }: Deps) {
  const found = signal<{ readonly of: string; readonly quotes: readonly Quote[] } | undefined>(undefined);
  const busy = signal(false);
  const takes = (can: Connection, { collect, payer, parcels }: Draft): boolean =>
    can.quotes && (!collect || can.cashOnDelivery) && (payer === 'sender' || can.recipientPays) && (parcels.length === 1 || can.multiParcel);
  /** The prices are of this, whoever carries it. */
  const essence = computed(() => JSON.stringify({ ...requestOf(draft.value, undefined), connectionId: '', collect: draft.value.collect, amount: draft.value.amount, payer: draft.value.payer }));

  /** One that does not answer, or cannot take it, has no price; the others do. */
  const pricesOf = (connection: Connection, of: Draft): Promise<Quote[]> =>
    api.post<{ items: readonly Omit<Quote, 'connectionId' | 'carrier'>[] }>('/api/kargo/quotes', requestOf({ ...of, connectionId: connection.id }, connection))
      .then(({ items }) => items.map(item => ({ ...item, connectionId: connection.id, carrier: connection.name })), () => []);

  return {
    busy,
    offered: usable.some(one => one.quotes),
    /** Cheapest first; undefined until they are asked for, and once the form says something else. */
    quotes: computed(() => (found.value?.of === essence.value ? found.value.quotes : undefined)),
    async ask(): Promise<void> {
      if (busy.value) return;
      busy.value = true;
      const [of, now] = [essence.value, draft.value];
      const all = await Promise.all(usable.filter(one => takes(one, now)).map(one => pricesOf(one, now)));
      found.value = { of, quotes: all.flat().sort((a, b) => a.amount - b.amount) };
      busy.value = false;
    },
  };
}
export type QuotesModel = ReturnType<typeof createQuotes>;
