import { computed, signal } from '@preact/signals';
import { ApiProblem, createForm, uuid, type Api, type Translate } from '@sontechsp/sdk/ui';
import { desiOf, draftOf, emptyDraft, emptyParcel, fieldOf, requestOf, type Draft, type ParcelDraft } from './draft.js';
import { createQuotes } from './quotes.model.js';
import type { Connection, Order, Shipment } from './shipment.js';

interface Deps {
  api: Api;
  t: Translate;
  connections: () => readonly Connection[];
  /** The shipment as it is after sending. */
  onDone: (shipment: Shipment) => void;
}

/** A shipment being made, or one that was refused being mended. */
export function createShipmentForm({ api, t, connections, onDone }: Deps, mending?: Shipment) {
  const usable = connections().filter(c => c.enabled);
  const form = createForm<Draft>(mending ? draftOf(mending) : emptyDraft(usable.length === 1 ? usable[0]!.id : ''));
  /** The same id until it came through: a second press makes nothing twice. */
  const id = uuid();
  const looking = signal(false);
  const values = form.values;
  const content: readonly (keyof Draft)[] = ['name', 'phone', 'line', 'district', 'city'];
  const quotes = createQuotes({ api, draft: values, usable });

  const isMissing = (draft: Draft, required: readonly (keyof Draft)[]): boolean => {
    for (const field of required) if (String(draft[field]).trim() === '') form.refuse(field, t('host:web.ui.required'));
    if (draft.parcels.some(p => !p.length || !p.width || !p.height || !p.weight)) form.refuse('parcels', t('kargo:ui.form.parcelsMissing'));
    if (draft.collect && !draft.amount) form.refuse('amount', t('host:web.ui.required'));
    return ['parcels', 'amount', ...required].some(field => form.error(field) !== undefined);
  };
  /** What was said about a part of the request, beside its field. */
  const beside = (error: unknown): unknown => (error instanceof ApiProblem && error.errors.length > 0
    ? new ApiProblem({ status: error.status, code: error.code, title: error.title, detail: error.detail, facts: error.facts, errors: error.errors.map(e => ({ path: fieldOf(e.path), message: e.message })) })
    : error);

  return {
    form, looking, usable, mending, quotes,
    connection: computed(() => connections().find(c => c.id === values.value.connectionId)),
    desi: computed(() => desiOf(values.value.parcels)),
    setParcel(key: string, change: Partial<ParcelDraft>) {
      form.set('parcels', values.value.parcels.map(p => (p.key === key ? { ...p, ...change } : p)));
    },
    addParcel() {
      form.set('parcels', [...values.value.parcels, { ...values.value.parcels.at(-1)!, key: emptyParcel().key }]);
    },
    removeParcel(key: string) {
      form.set('parcels', values.value.parcels.filter(p => p.key !== key));
    },
    /** Takes over what a receipt tells. */
    async lookUp() {
      const receiptNo = values.value.receiptNo.trim();
      if (receiptNo === '' || looking.value) return;
      looking.value = true;
      try {
        const order = await api.get<Order>('/api/kargo/orders', { receiptNo });
        form.set('order', order);
        form.set('orderNo', order.orderNo);
        if (values.value.description === '') form.set('description', order.description);
        if (values.value.amount === null) form.set('amount', order.total);
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        form.set('order', null);
        form.refuse('receiptNo', error.detail);
      } finally {
        looking.value = false;
      }
    },
    /** Of all that tell them; what misses for it is said beside its field. */
    async askPrices() {
      if (!isMissing(values.value, content)) await quotes.ask();
    },
    async send() {
      if (isMissing(values.value, ['connectionId', ...content])) return false;
      return form.submit(async draft => {
        const can = connections().find(c => c.id === draft.connectionId);
        const body = requestOf(draft, can);
        try {
          if (mending) {
            const path = `/api/kargo/shipments/${mending.id}`;
            const changed = await api.patch<Shipment>(path, { cashOnDelivery: null, ...body });
            onDone(changed.retryable ? await api.post<Shipment>(`${path}/retry`) : changed);
          } else {
            const order = { ...(draft.order ? { saleId: draft.order.saleId } : {}), ...(draft.orderNo.trim() ? { orderNo: draft.orderNo.trim() } : {}) };
            onDone(await api.post<Shipment>('/api/kargo/shipments', { id, ...body, ...order }));
          }
        } catch (error) {
          throw beside(error);
        }
      });
    },
  };
}
export type ShipmentForm = ReturnType<typeof createShipmentForm>;
