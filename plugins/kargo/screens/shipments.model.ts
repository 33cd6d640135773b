import { batch, computed, signal } from '@preact/signals';
import { createPagedList, createWork, uuid, type Api, type ListPage, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import type { SaveFile } from './save-file.js';
import { createShipmentForm, type ShipmentForm } from './shipment-form.model.js';
import { isReady, type Connection, type Handover, type LabelFormat, type LabelSize, type Shipment, type ShipmentLine } from './shipment.js';

interface Deps {
  api: Api;
  toast: Toasts;
  t: Translate;
  save: SaveFile;
}

/** The shipments of the store, those that need a person first; making, printing, handing over, taking back. */
export function createShipmentsModel({ api, toast, t, save }: Deps) {
  const list = createPagedList<ShipmentLine>(query => api.get<ListPage<ShipmentLine>>('/api/kargo/shipments', query));
  const connections = signal<readonly Connection[] | undefined>(undefined);
  const senderKnown = signal(true);
  const open = signal<Shipment | undefined>(undefined);
  const form = signal<ShipmentForm | undefined>(undefined);
  const chosen = signal<ReadonlySet<string>>(new Set());
  const work = createWork(toast.problem);
  const chosenRows = computed(() => list.items.value.filter(s => chosen.value.has(s.id)));

  const show = (shipment: Shipment): void => batch(() => {
    open.value = shipment;
    form.value = undefined;
    list.update(all => all.map(s => (s.id === shipment.id ? { ...s, ...shipment } : s)));
  });
  const act = (verb: 'cancel' | 'retry' | 'keep' | 'track') => work.run(async () => {
    const id = open.value?.id;
    if (id !== undefined) show(await api.post<Shipment>(`/api/kargo/shipments/${id}/${verb}`));
  });
  const makeForm = (mending?: Shipment): ShipmentForm => createShipmentForm({
    api, t, connections: () => connections.value ?? [],
    onDone(shipment) {
      toast.success(t(mending ? 'kargo:ui.shipments.sentAgain' : 'kargo:ui.shipments.made', { order: shipment.orderNo }));
      show(shipment);
      void list.reload();
    },
  }, mending);

  /** Resolves to those whose carrier made a label that cannot be read. */
  async function labels(rows: readonly ShipmentLine[], format: LabelFormat, size: LabelSize): Promise<ShipmentLine[]> {
    let named: readonly string[] = [];
    const headers = (all: Headers): void => { named = all.get('kargo-unreadable')?.split(',') ?? []; };
    save(await api.file('/api/kargo/labels', { ids: rows.map(s => s.id), format, size }, { headers }), `kargo-${size}-${rows.length}.${format}`);
    return rows.filter(s => named.includes(s.id));
  }

  return {
    list, connections, senderKnown, open, form, chosen, chosenRows, busy: work.busy,
    /** Those chosen can go to one driver together. */
    canHandOver: computed(() => chosenRows.value.length > 0 && chosenRows.value.every(isReady) && new Set(chosenRows.value.map(s => s.connectionId)).size === 1),
    canPrint: computed(() => chosenRows.value.length > 0 && chosenRows.value.every(s => s.printable)),
    connectionName: (id: string): string => connections.value?.find(c => c.id === id)?.name ?? '',

    async start() {
      const told = api.get<{ items: readonly Connection[]; senderKnown: boolean }>('/api/kargo/connections').then(({ items, senderKnown: known }) => batch(() => {
        connections.value = items;
        senderKnown.value = known;
      }), (error: unknown) => toast.problem(error));
      await Promise.all([told, list.reload()]);
    },
    /** Something changed: what is shown is asked for again. */
    async renew(ids: readonly string[]) {
      const id = open.value?.id;
      await list.reload();
      if (id !== undefined && ids.includes(id) && !form.value) {
        const fresh = await api.get<Shipment>(`/api/kargo/shipments/${id}`);
        if (open.value?.id === id && !form.value) show(fresh);
      }
    },
    show: (id: string) => work.run(async () => show(await api.get<Shipment>(`/api/kargo/shipments/${id}`))),
    close: () => batch(() => {
      open.value = undefined;
      form.value = undefined;
    }),
    begin: () => batch(() => {
      open.value = undefined;
      form.value = makeForm();
    }),
    mend() {
      if (open.value) form.value = makeForm(open.value);
    },
    leaveForm() {
      form.value = undefined;
    },
    cancel: () => act('cancel'),
    retry: () => act('retry'),
    keep: () => act('keep'),
    track: () => act('track'),

    choose(id: string, on: boolean) {
      const next = new Set(chosen.value);
      if (on) next.add(id);
      else next.delete(id);
      chosen.value = next;
    },
    /** Chooses what waits for the driver of one carrier: the one filtered by, else that of the first such shipment. */
    chooseReady() {
      const ready = list.items.value.filter(isReady);
      const connectionId = ready[0]?.connectionId;
      chosen.value = new Set(ready.filter(s => s.connectionId === connectionId).map(s => s.id));
    },
    chooseNone() {
      chosen.value = new Set();
    },
    print: (rows: readonly ShipmentLine[], format: LabelFormat, size: LabelSize) => work.run(async () => {
      const unreadable = await labels(rows, format, size);
      if (unreadable.length === 0) toast.success(t('kargo:ui.shipments.printed', { n: rows.length }));
      else toast.show(t('kargo:ui.shipments.unreadable', { n: rows.length - unreadable.length, orders: unreadable.map(s => s.orderNo).join(', ') }), { tone: 'warn', ms: 15_000 });
    }),
    handOver: () => work.run(async () => {
      const rows = chosenRows.value;
      const made = await api.post<Handover>('/api/kargo/handovers', { id: uuid(), connectionId: rows[0]!.connectionId, ids: rows.map(s => s.id) });
      chosen.value = new Set();
      toast.success(t('kargo:ui.shipments.handedOver', { n: made.shipmentCount, carrier: made.connectionName }));
      void list.reload();
      save(await api.file(`/api/kargo/handovers/${made.id}/list`), `kargo-teslim-${made.createdAt.slice(0, 10)}.pdf`);
    }),
  };
}
export type ShipmentsModel = ReturnType<typeof createShipmentsModel>;
