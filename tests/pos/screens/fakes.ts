import { signal } from '@preact/signals';
import { ApiProblem, type Api, type BrowserClock, type Events } from '@sontechsp/sdk/ui';
import { createDesk } from '../../../plugins/pos/screens/desk.js';
import { createSaleModel, type SaleModel, type Touched } from '../../../plugins/pos/screens/sale.model.js';
import { createSearch } from '../../../plugins/pos/screens/search.model.js';
import { createTill } from '../../../plugins/pos/screens/till.js';

/** A clock that moves when told. */
export function fakeClock() {
  let now = 0;
  const waiting = new Set<{ at: number; work: () => void }>();
  const clock: BrowserClock = {
    now: () => new Date(now).toISOString(),
    after(ms, work) {
      const entry = { at: now + ms, work };
      waiting.add(entry);
      return () => { waiting.delete(entry); };
    },
  };
  return {
    clock,
    /** Lets time pass, and what it sets off come to an end. */
    async pass(ms: number) {
      const end = now + ms;
      for (;;) {
        await settle();
        const next = [...waiting].filter(w => w.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        waiting.delete(next);
        now = next.at;
        next.work();
      }
      now = end;
      await settle();
    },
  };
}
export const settle = () => new Promise<void>(resolve => setImmediate(resolve));

export const problem = (status: number, code: string, facts: Record<string, unknown> = {}) => new ApiProblem({ status, code, title: code, detail: code, facts });
export const lost = () => problem(0, 'network');

interface Goods { id: string; name: string; unit?: 'piece' | 'kg'; price: number }
export const goods: Record<string, Goods> = {
  '8690504115113': { id: 'milk', name: 'Süt', price: 2500 },
  '8690000000418': { id: 'plum', name: 'Erik', price: 4690 },
};
interface Sent { id: string; expectedTotal?: number; lines: { barcode?: string; productId?: string; quantity: number; unitPrice?: number }[]; payments: { method: string; amount: number }[] }

/** A host of a few goods that keeps sales by their id, and fails as it is told. */
export function fakeHost() {
  const sales = new Map<string, { body: string; reply: { id: string; lines: { productId: string; quantity: number }[]; total: number } }>();
  const asked: string[] = [];
  const host = {
    sales, asked,
    /** Called before each answer: throw to refuse, `lost()` to be silent. `written` is true once the sale is kept. */
    before: (_request: string, _written: boolean): void | Promise<void> => {},
    rise: 0,
  };
  const priceOf = (line: Sent['lines'][number]) => {
    const found = line.barcode ? goods[line.barcode]! : Object.values(goods).find(g => g.id === line.productId)!;
    return { id: found.id, total: (line.unitPrice ?? found.price + host.rise) * line.quantity };
  };
  async function sell(body: Sent) {
    await host.before('sell', false);
    const known = sales.get(body.id);
    if (known && known.body !== JSON.stringify(body)) throw problem(409, 'request.reused');
    const lines = body.lines.map(line => ({ ...line, ...priceOf(line), productId: priceOf(line).id }));
    const total = lines.reduce((sum, line) => sum + line.total, 0);
    if (!known && body.expectedTotal !== total) throw problem(409, 'pos.priceChanged', { total });
    const paid = body.payments.reduce((sum, payment) => sum + payment.amount, 0);
    const reply = { id: body.id, receiptNo: `M1-K1-${String(sales.size + 1).padStart(6, '0')}`, lines, total, paid, change: paid - total, payments: body.payments, warnings: [] };
    if (!known) sales.set(body.id, { body: JSON.stringify(body), reply });
    await host.before('sell', true);
    return sales.get(body.id)!.reply;
  }
  const api = {
    async get(path: string) {
      asked.push(path);
      const [, , area, , last] = path.split('/');
      await host.before(path, false);
      if (area === 'katalog') {
        const found = goods[last!];
        if (!found) throw problem(404, 'katalog.notFound');
        const { id, name, unit = 'piece', price } = found;
        return { product: { id, name, unit, price: price + host.rise, vatRate: 1 }, quantity: 1, price: price + host.rise };
      }
      const sale = sales.get(last!);
      if (!sale) throw problem(404, 'pos.notFound');
      return sale.reply;
    },
    async post(path: string, body: unknown) {
      if (path === '/api/pos/sales') return sell(body as Sent);
      throw lost();
    },
  } as unknown as Api;
  return { ...host, api, host };
}

export const fakeEvents = (): Events & { tell(type: string): void } => {
  const heard = new Map<string, (data: never) => void>();
  return {
    connected: signal(true),
    on(type, listener) {
      heard.set(type, listener as (data: never) => void);
      return () => { heard.delete(type); };
    },
    tell: type => heard.get(type)?.(undefined as never),
  };
};
export function fakeStorage(): Storage {
  const values = new Map<string, string>();
  return { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => void values.set(key, value) } as unknown as Storage;
}

/** A till with its model, on fakes. Opening another on the same storage is what a reload does. */
export function openTill({ api, clock, storage, events = fakeEvents(), rights = ['pos.discount', 'pos.price.override'] }: {
  api: Api; clock: BrowserClock; storage: Storage; events?: Events; rights?: string[];
}): SaleModel & { sounds: string[] } {
  const sounds: string[] = [];
  const sound = { muted: signal(false), mute() {}, ok: () => void sounds.push('ok'), error: () => void sounds.push('error') };
  const touched = signal<Touched | undefined>(undefined);
  const till = createTill({
    api, clock, events, storage, terminalId: 'kasa',
    news: { added: key => { touched.value = { key, ok: true }; }, refused: key => { touched.value = { key, ok: false }; } },
  });
  const model = createSaleModel({
    till, sound, touched, desk: createDesk({ clock, sound, format: { decimalMark: ',' } }), search: createSearch({ catalogue: till.catalogue, clock }),
    session: { can: permission => rights.includes(permission), limit: () => 10 },
  });
  return Object.assign(model, { sounds });
}
