import { signal } from '@preact/signals';
import type { Services } from '@sontechsp/sdk/ui';
import { createDesk } from './desk.js';
import { createSaleModel, type SaleModel, type Touched } from './sale.model.js';
import { createSearch } from './search.model.js';
import { createSound } from './sound.js';
import { createTill } from './till.js';

const made = new Map<string, SaleModel>();

/** The sale of a terminal. It lives as long as the page: another screen may be opened meanwhile, and nothing of it stops. */
export function saleAt(terminalId: string, { api, clock, events, format, session }: Services): SaleModel {
  const there = made.get(terminalId);
  if (there) return there;
  const touched = signal<Touched | undefined>(undefined);
  const till = createTill({
    api, clock, events, terminalId, storage: localStorage,
    news: { added: key => { touched.value = { key, ok: true }; }, refused: key => { touched.value = { key, ok: false }; } },
  });
  addEventListener('storage', event => till.heard(event.key, event.newValue));
  const sound = createSound(localStorage);
  const model = createSaleModel({
    till, sound, session, touched, desk: createDesk({ clock, sound, format }), search: createSearch({ catalogue: till.catalogue, clock }),
  });
  made.set(terminalId, model);
  return model;
}
