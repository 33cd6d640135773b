import { batch, signal } from '@preact/signals';
import { createForm, createPagedList, createWork, type Api, type ListPage, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import type { Category, Product } from './product.js';

export interface ProductValues {
  name: string;
  sku: string;
  barcodes: readonly { code: string; quantity: number | null }[];
  categoryId: string;
  vatRate: string;
  price: number | null;
  cost: number | null;
  unit: 'piece' | 'kg';
}
const blank: ProductValues = { name: '', sku: '', barcodes: [{ code: '', quantity: 1 }], categoryId: '', vatRate: '20', price: null, cost: null, unit: 'piece' };

const valuesOf = (p: Product): ProductValues => ({
  name: p.name, sku: p.sku ?? '', barcodes: p.barcodes.length > 0 ? p.barcodes : [{ code: '', quantity: 1 }], categoryId: p.categoryId ?? '',
  vatRate: String(p.vatRate), price: p.price, cost: p.cost ?? null, unit: p.unit,
});

/** Products as a list and one card. */
export function createProductsModel({ api, toast, t, maySeeCost }: { api: Api; toast: Toasts; t: Translate; maySeeCost: boolean }) {
  const list = createPagedList<Product>(query => api.get<ListPage<Product>>('/api/katalog/products', query), { sort: 'name' });
  const categories = signal<readonly Category[]>([]);
  /** The open card: a product, `new`, or none. */
  const open = signal<Product | 'new' | undefined>(undefined);
  /** Whether it is being asked if the open product is to go out of sale. */
  const asking = signal(false);
  const archiving = createWork();
  const form = createForm<ProductValues>(blank);
  const required = t('host:web.ui.required');

  const bodyOf = (v: ProductValues) => ({
    name: v.name.trim(), sku: v.sku.trim() || null, categoryId: v.categoryId || null, vatRate: Number(v.vatRate), price: v.price, unit: v.unit,
    barcodes: v.barcodes.filter(b => b.code.trim() !== '').map(b => ({ code: b.code.trim(), quantity: b.quantity ?? 1 })),
    ...(maySeeCost ? { cost: v.cost } : {}),
  });
  const show = (product: Product): void => batch(() => {
    open.value = product;
    form.reset(valuesOf(product));
  });

  return {
    list, categories, open, asking, archiving, form, show, maySeeCost,
    async start() {
      const [found] = await Promise.allSettled([api.get<ListPage<Category>>('/api/katalog/categories', { limit: 200 }), list.reload()]);
      if (found.status === 'fulfilled') categories.value = found.value.items;
    },
    /** Opens the card of one that may not be in the list. */
    async follow(id: string) {
      try {
        show(await api.get<Product>(`/api/katalog/products/${id}`));
      } catch (error) {
        toast.problem(error);
      }
    },
    create() {
      batch(() => {
        open.value = 'new';
        form.reset(blank);
      });
    },
    close() {
      open.value = undefined;
    },
    setBarcode(at: number, change: Partial<ProductValues['barcodes'][number]>) {
      form.set('barcodes', form.values.value.barcodes.map((b, i) => (i === at ? { ...b, ...change } : b)));
    },
    addBarcode: () => form.set('barcodes', [...form.values.value.barcodes, { code: '', quantity: 1 }]),
    removeBarcode: (at: number) => form.set('barcodes', form.values.value.barcodes.filter((_, i) => i !== at)),
    async save() {
      const target = open.value;
      const values = form.values.value;
      if (values.name.trim() === '') form.refuse('name', required);
      if (values.price === null) form.refuse('price', required);
      if (form.error('name') || form.error('price')) return;
      await form.submit(async v => {
        if (target === 'new') {
          const made = await api.post<Product>('/api/katalog/products', bodyOf(v));
          toast.success(t('katalog:ui.products.created', { name: made.name }));
          show(made);
        } else if (target) {
          show(await api.patch<Product>(`/api/katalog/products/${target.id}`, bodyOf(v)));
          toast.success(t('host:web.ui.saved'));
        }
        await list.reload();
      });
    },
    askArchive() {
      archiving.say(undefined);
      asking.value = true;
    },
    keep() {
      asking.value = false;
    },
    archive: () => archiving.run(async () => {
      const target = open.value;
      if (!target || target === 'new') return;
      await api.delete(`/api/katalog/products/${target.id}`);
      batch(() => {
        asking.value = false;
        open.value = undefined;
      });
      toast.success(t('katalog:ui.products.archived', { name: target.name }));
      list.update(items => items.filter(p => p.id !== target.id));
    }),
  };
}
export type ProductsModel = ReturnType<typeof createProductsModel>;
