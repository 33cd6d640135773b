import { batch, signal } from '@preact/signals';
import { createForm, createPagedList, uuid, type Api, type ListPage, type Toasts, type Translate } from '@sontechsp/sdk/ui';

export interface Balance {
  readonly productId: string;
  readonly warehouseId: string;
  readonly name: string;
  readonly sku: string | null;
  readonly unit: 'piece' | 'kg';
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly belowCritical: boolean;
  readonly floor: number | null;
  readonly warnAt: number | null;
  readonly critical: number | null;
}
export type BookingType = 'in' | 'out' | 'adjust';
interface Booking {
  type: BookingType;
  quantity: number | null;
  reason: string;
}
interface Levels {
  floor: number | null;
  warnAt: number | null;
  critical: number | null;
}
const blank: Booking = { type: 'in', quantity: null, reason: '' };

/** How much there is of each product, booking by hand, and the levels of one product. */
export function createBalancesModel({ api, toast, t }: { api: Api; toast: Toasts; t: Translate }) {
  const list = createPagedList<Balance>(query => api.get<ListPage<Balance>>('/api/stock/balances', query));
  const open = signal<Balance | undefined>(undefined);
  const booking = createForm<Booking>(blank);
  const levels = createForm<Levels>({ floor: null, warnAt: null, critical: null });
  /** The same id until a booking came through: a second press books nothing twice. */
  let bookingId = uuid();

  const show = (balance: Balance): void => batch(() => {
    open.value = balance;
    booking.reset(blank);
    levels.reset({ floor: balance.floor, warnAt: balance.warnAt, critical: balance.critical });
  });
  async function renew(shown: Balance): Promise<void> {
    const { items } = await api.get<ListPage<Balance>>('/api/stock/balances', { productId: shown.productId, warehouseId: shown.warehouseId });
    const fresh = items[0];
    if (!fresh) return;
    list.update(all => all.map(b => (b.productId === fresh.productId && b.warehouseId === fresh.warehouseId ? fresh : b)));
    if (open.value?.productId === fresh.productId) show(fresh);
  }

  return {
    list, open, booking, levels, show,
    start: () => list.reload(),
    close() {
      open.value = undefined;
    },
    async book() {
      const shown = open.value;
      const { quantity, reason } = booking.values.value;
      if (!quantity) booking.refuse('quantity', t('host:web.ui.required'));
      if (reason.trim() === '') booking.refuse('reason', t('host:web.ui.required'));
      if (!shown || booking.error('quantity') || booking.error('reason')) return;
      await booking.submit(async v => {
        await api.post('/api/stock/movements', { id: bookingId, productId: shown.productId, warehouseId: shown.warehouseId, type: v.type, quantity: v.quantity, reason: v.reason.trim() });
        bookingId = uuid();
        toast.success(t('stock:ui.balances.booked'));
        await renew(shown);
      });
    },
    async saveLevels() {
      const shown = open.value;
      if (!shown) return;
      await levels.submit(async v => {
        await api.patch(`/api/stock/balances/${shown.productId}`, { warehouseId: shown.warehouseId, ...v });
        toast.success(t('host:web.ui.saved'));
        await renew(shown);
      });
    },
  };
}
export type BalancesModel = ReturnType<typeof createBalancesModel>;
