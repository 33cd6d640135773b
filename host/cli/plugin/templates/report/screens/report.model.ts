import { signal } from '@preact/signals';
import type { Api, BrowserClock } from '@sontechsp/sdk/ui';

export interface Sold {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly total: number;
}
export const spans = ['1', '7', '30'] as const;

/** What was sold most in the last days. */
export function createReportModel({ api, clock }: { api: Api; clock: BrowserClock }) {
  const days = signal<string>('7');
  const items = signal<readonly Sold[] | undefined>(undefined);
  const problem = signal<unknown>(undefined);

  const query = () => ({ from: new Date(Date.parse(clock.now()) - Number(days.value) * 86_400_000).toISOString(), to: new Date(Date.parse(clock.now()) + 60_000).toISOString() });
  async function load() {
    const asked = days.value;
    try {
      const reply = await api.get<{ items: Sold[] }>('/api/ornek/sold', query());
      if (asked !== days.value) return;
      items.value = reply.items;
      problem.value = undefined;
    } catch (error) {
      problem.value = error;
    }
  }
  return {
    days, items, problem, load,
    async choose(next: string) {
      days.value = next;
      await load();
    },
    csv: () => api.text('/api/ornek/sold.csv', query()),
  };
}
