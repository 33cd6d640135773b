import { batch, signal } from '@preact/signals';
import { createForm, type Api, type ListPage, type Toasts, type Translate } from '@sontechsp/sdk/ui';

export interface Store {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
}
export interface Part {
  readonly id: string;
  readonly storeId: string;
  readonly code: string;
  readonly name: string;
  readonly isDefault?: boolean;
}
export type Kind = 'stores' | 'terminals' | 'warehouses';
export interface PlaceValues {
  name: string;
  timeZone: string;
}
/** What the card edits: a new or known thing, of a store unless it is one. */
export interface OpenPlace {
  readonly kind: Kind;
  readonly storeId?: string;
  readonly item?: Store | Part;
}

/** Stores with their tills and warehouses. */
export function createPlacesModel({ api, toast, t }: { api: Api; toast: Toasts; t: Translate }) {
  const stores = signal<readonly Store[] | undefined>(undefined);
  const terminals = signal<readonly Part[]>([]);
  const warehouses = signal<readonly Part[]>([]);
  const problem = signal<unknown>(undefined);
  const open = signal<OpenPlace | undefined>(undefined);
  const form = createForm<PlaceValues>({ name: '', timeZone: '' });

  async function load() {
    const all = <T>(kind: Kind) => api.get<ListPage<T>>(`/api/${kind}`, { limit: 200 }).then(page => page.items);
    try {
      const [s, k, w] = await Promise.all([all<Store>('stores'), all<Part>('terminals'), all<Part>('warehouses')]);
      batch(() => {
        stores.value = s;
        terminals.value = k;
        warehouses.value = w;
        problem.value = undefined;
      });
    } catch (error) {
      problem.value = error;
    }
  }
  return {
    stores, terminals, warehouses, problem, open, form, load,
    show(place: OpenPlace) {
      batch(() => {
        open.value = place;
        form.reset({ name: place.item?.name ?? '', timeZone: (place.item as Store | undefined)?.timeZone ?? stores.value?.[0]?.timeZone ?? 'Europe/Istanbul' });
      });
    },
    close() {
      open.value = undefined;
    },
    async save() {
      const place = open.value;
      if (!place) return;
      if (form.values.value.name.trim() === '') {
        form.refuse('name', t('host:web.ui.required'));
        return;
      }
      await form.submit(async ({ name, timeZone }) => {
        const body = place.kind === 'stores' ? { name: name.trim(), timeZone } : { name: name.trim() };
        if (place.item) {
          await api.patch(`/api/${place.kind}/${place.item.id}`, body);
          toast.success(t('host:web.ui.saved'));
        } else {
          await api.post(`/api/${place.kind}`, place.storeId ? { ...body, storeId: place.storeId } : body);
          toast.success(t('host:web.places.created', { name: name.trim() }));
        }
        await load();
        open.value = undefined;
      });
    },
  };
}
export type PlacesModel = ReturnType<typeof createPlacesModel>;
