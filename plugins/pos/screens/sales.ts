import { signal } from '@preact/signals';
import type { Services } from '@sontechsp/sdk/ui';
import { createApproving } from './approving.js';
import { createDesk } from './desk.js';
import { tellDisplay } from './display/tell.js';
import { createFavourites } from './favourites/favourites.model.js';
import { createParking } from './parking.js';
import { createSaleModel, type SaleModel, type Touched } from './sale.model.js';
import { createSearch } from './search.model.js';
import { shiftAt } from './shift/shift-state.js';
import { createSound } from './sound.js';
import { storeWaysAt } from './till-rules.js';
import { createTill } from './till.js';

const made = new Map<string, SaleModel>();

/** The sale of a terminal. It lives as long as the page: another screen may be opened meanwhile, and nothing of it stops. */
export function saleAt(terminalId: string, services: Services): SaleModel {
  const { api, clock, events, format, session } = services;
  const there = made.get(terminalId);
  if (there) return there;
  const touched = signal<Touched | undefined>(undefined);
  const till = createTill({
    api, clock, events, terminalId, storage: localStorage,
    news: { added: key => { touched.value = { key, ok: true }; }, refused: key => { touched.value = { key, ok: false }; } },
  });
  addEventListener('storage', event => till.heard(event.key, event.newValue));
  const sound = createSound(localStorage);
  const desk = createDesk({ clock, sound, format });
  const ways = storeWaysAt(terminalId, services);
  const shift = shiftAt(terminalId, services);
  const model = createSaleModel({
    till, desk, sound, touched, search: createSearch({ catalogue: till.catalogue, clock }),
    work: {
      approving: createApproving({ api, clock, keeper: till.keeper, desk, session }),
      parking: createParking({ api, clock, format, till, desk }), shift, ways,
      favourites: createFavourites({ api, events, storage: localStorage, terminalId }),
    },
  });
  made.set(terminalId, model);
  tellDisplay(model, services);
  return model;
}
