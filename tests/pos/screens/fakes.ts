import { signal } from '@preact/signals';
import { ApiProblem, type Api, type BrowserClock, type Events } from '@sontechsp/sdk/ui';
import { createApproving } from '../../../plugins/pos/screens/approving.js';
import { basketKey } from '../../../plugins/pos/screens/basket-keeper.js';
import { createFavourites } from '../../../plugins/pos/screens/favourites/favourites.model.js';
import { createDesk } from '../../../plugins/pos/screens/desk.js';
import { createParking } from '../../../plugins/pos/screens/parking.js';
import { createSaleModel, type SaleModel } from '../../../plugins/pos/screens/sale.model.js';
import type { Touched } from '../../../plugins/pos/screens/scans.js';
import { createSearch } from '../../../plugins/pos/screens/search.model.js';
import { createShiftState } from '../../../plugins/pos/screens/shift/shift-state.js';
import type { TillRules } from '../../../plugins/pos/screens/till-rules.js';
import { createTill } from '../../../plugins/pos/screens/till.js';
import type { Vault } from '../../../plugins/pos/screens/vault.js';

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
/** Until all that is under way without a clock has come to rest. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise<void>(resolve => setImmediate(resolve));
}

export const problem = (status: number, code: string, facts: Record<string, unknown> = {}) => new ApiProblem({ status, code, title: code, detail: code, facts });
export const lost = () => problem(0, 'network');

interface Goods { id: string; name: string; unit?: 'piece' | 'kg'; price: number }
export const goods: Record<string, Goods> = {
  '8690504115113': { id: 'milk', name: 'Süt', price: 2500 },
  '8690000000418': { id: 'plum', name: 'Erik', price: 4690 },
};
interface Sent { discount?: { percent: number }; id: string; expectedTotal?: number; lines: { barcode?: string; productId?: string; quantity: number; unitPrice?: number }[]; payments: { method: string; amount: number }[] }

/** A host of a few goods that keeps sales by their id, and fails as it is told. */
interface Put { id: string; name: string; lines: Sent['lines']; discount?: unknown }
export function fakeHost() {
  const parked = new Map<string, Put>();
  /** What was answered under an Idempotency-Key. */
  const taken = new Map<string, Put>();
  const approvals: { id: string; userId: string; permission: string; amount?: number; worth?: number; used?: boolean }[] = [];
  const sales = new Map<string, { body: string; reply: { id: string; lines: { productId: string; quantity: number }[]; total: number } }>();
  const asked: string[] = [];
  const host = {
    sales, asked, parked, approvals,
    /** Called before each answer: throw to refuse, `lost()` to be silent. `written` is true once the sale is kept. */
    before: (_request: string, _written: boolean): void | Promise<void> => {},
    rise: 0,
  };
  const priceOf = (line: Sent['lines'][number]) => {
    const found = line.barcode ? goods[line.barcode]! : Object.values(goods).find(g => g.id === line.productId)!;
    return { id: found.id, total: (line.unitPrice ?? found.price + host.rise) * line.quantity };
  };
  async function sell(body: Sent & { approvals?: string[] }) {
    await host.before('sell', false);
    const brought = body.approvals ?? [];
    if (!sales.has(body.id) && brought.some(id => approvals.find(one => one.id === id)?.used !== false)) throw problem(403, 'approval.invalid');
    for (const one of approvals) if (brought.includes(one.id)) one.used = true;
    const known = sales.get(body.id);
    if (known && known.body !== JSON.stringify(body)) throw problem(409, 'request.reused');
    const lines = body.lines.map(line => ({ ...line, ...priceOf(line), productId: priceOf(line).id }));
    const gross = lines.reduce((sum, line) => sum + line.total, 0);
    const total = gross - Math.round(gross * (body.discount?.percent ?? 0) / 100);
    if (!known && body.expectedTotal !== total) throw problem(409, 'pos.priceChanged', { total });
    const paid = body.payments.reduce((sum, payment) => sum + payment.amount, 0);
    const reply = { id: body.id, receiptNo: `M1-K1-${String(sales.size + 1).padStart(6, '0')}`, lines, total, paid, change: paid - total, payments: body.payments, warnings: [] };
    if (!known) sales.set(body.id, { body: JSON.stringify(body), reply });
    await host.before('sell', true);
    return sales.get(body.id)!.reply;
  }
  const api = {
    async get(path: string, query?: { code?: string }) {
      asked.push(path);
      const [, , , , last] = path.split('/');
      await host.before(path + (query?.code ?? ''), false);
      if (path === '/api/katalog/lookup') {
        const found = goods[query!.code!];
        if (!found) return { items: [] };
        const { id, name, unit = 'piece', price } = found;
        return { items: [{ product: { id, name, unit, price: price + host.rise, vatRate: 1 }, quantity: 1, price: price + host.rise }] };
      }
      if (path === '/api/pos/parked') return { items: [...parked.values()].map(one => ({ ...one, discount: null, parkedAt: '', cashierName: 'Ali', total: 0 })) };
      if (path === '/api/auth/approvers') return { items: [{ id: 'mudur', fullName: 'Müdür' }] };
      const sale = sales.get(last!);
      if (!sale) throw problem(404, 'pos.notFound');
      return sale.reply;
    },
    async post(path: string, body: unknown) {
      if (path === '/api/pos/sales') return sell(body as Sent);
      if (path === '/api/pos/parked') {
        await host.before('park', false);
        return void parked.set((body as Put).id, body as Put);
      }
      if (path === '/api/auth/approvals') {
        const { userId, pin, permission, amount, worth } = body as { userId: string; pin: string; permission: string; amount?: number; worth?: number };
        if (pin !== '731904') throw problem(401, 'auth.invalid');
        const id = `leave ${approvals.length + 1}`;
        approvals.push({ id, userId, permission, ...(amount === undefined ? {} : { amount }), ...(worth === undefined ? {} : { worth }), used: false });
        return { id };
      }
      throw lost();
    },
    async delete(path: string, { key }: { key: string }) {
      await host.before('recall', false);
      const id = path.split('/').at(-1)!;
      const found = taken.get(key) ?? parked.get(id);
      if (!found) throw problem(404, 'pos.notFound');
      taken.set(key, found);
      parked.delete(id);
      await host.before('recall', true);
      return found;
    },
  } as unknown as Api;
  return { ...host, api, host };
}

export const fakeEvents = (): Events & { tell(type: string, data?: unknown): void } => {
  const heard: { type: string; listener: (data: never) => void }[] = [];
  return {
    connected: signal(true),
    on(type, listener) {
      const one = { type, listener: listener as (data: never) => void };
      heard.push(one);
      return () => void heard.splice(heard.indexOf(one), 1);
    },
    tell: (type, data) => heard.filter(one => one.type === type).forEach(one => one.listener(data as never)),
  };
};
export function fakeStorage(): Storage {
  const values = new Map<string, string>();
  return { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => void values.set(key, value) } as unknown as Storage;
}

/** A disk that is as quick as memory; `read` without waiting. */
export function fakeVault(): Vault & { has(terminalId: string): string | null } {
  const texts = new Map<string, string>();
  return {
    read: async name => texts.get(name) ?? null, keep: (name, text) => void texts.set(name, text), settled: async () => {},
    has: terminalId => texts.get(basketKey(terminalId)) ?? null,
  };
}
/** A till with its model, on fakes. Opening another on the same storage is what a reload does, on the same vault what a power cut does. */
export function openTill({ api, clock, storage, vault = fakeVault(), events = fakeEvents(), rights = ['pos.discount', 'pos.price.override'], rules }: {
  api: Api; clock: BrowserClock; storage: Storage; vault?: ReturnType<typeof fakeVault>; events?: Events; rights?: string[]; rules?: Partial<TillRules>;
}): SaleModel & { sounds: string[] } {
  const sounds: string[] = [];
  const sound = { muted: signal(false), mute() {}, ok: () => void sounds.push('ok'), error: () => void sounds.push('error') };
  const touched = signal<Touched | undefined>(undefined);
  const till = createTill({
    api, clock, events, storage, vault, saved: vault.has('kasa'), terminalId: 'kasa',
    news: last => { touched.value = last; },
  });
  const session = { can: (permission: string) => rights.includes(permission), limit: () => (rights.includes('pos.discount') ? 10 : 0), user: signal(undefined) };
  const desk = createDesk({ clock, sound, format: { decimalMark: ',' } });
  const model = createSaleModel({
    till, sound, touched, desk, search: createSearch({ catalogue: till.catalogue, clock }),
    work: {
      approving: createApproving({ api, clock, keeper: till.keeper, quotes: till.quotes, desk, session }),
      parking: createParking({ api, clock, format: { time: () => '14:05' }, till, desk }),
      shift: createShiftState({ api, clock, events, session, terminalId: 'kasa' }),
      favourites: createFavourites({ api, events, storage, terminalId: 'kasa' }),
      ways: { rules: signal(rules && { shiftRequired: false, shiftPerCashier: false, blindCount: false, cashRounding: 0, lockAfterMinutes: 0, switchCashier: true, drawer: false, ...rules }), methods: signal([]) },
    },
  });
  return Object.assign(model, { sounds });
}
