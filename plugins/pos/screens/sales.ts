import { signal } from '@preact/signals';
import type { Services } from '@sontechsp/sdk/ui';
import { createApproving } from './approving.js';
import { basketKey } from './basket-keeper.js';
import { createDesk } from './desk.js';
import { tellDisplay } from './display/tell.js';
import { createFavourites } from './favourites/favourites.model.js';
import { createParking } from './parking.js';
import { createSaleModel, type SaleModel } from './sale.model.js';
import type { Touched } from './scans.js';
import { createSearch } from './search.model.js';
import { shiftAt } from './shift/shift-state.js';
import { createSound } from './sound.js';
import { storeWaysAt } from './till-rules.js';
import { createTill } from './till.js';
import { createVault, type Vault } from './vault.js';

const made = signal<ReadonlyMap<string, SaleModel>>(new Map());
const opening = new Set<string>();
let vault: Vault | undefined;

/**
 * The sale of a terminal; undefined for the moment it takes to read what was kept of it. It lives as long as the page: another
 * screen may be opened meanwhile, and nothing of it stops.
 */
export function saleAt(terminalId: string, services: Services): SaleModel | undefined {
  const there = made.value.get(terminalId);
  if (!there && !opening.has(terminalId)) void open(terminalId, services);
  return there;
}

async function open(terminalId: string, services: Services): Promise<void> {
  opening.add(terminalId);
  vault ??= createVault({ factory: window.indexedDB, clock: services.clock });
  const saved = await vault.read(basketKey(terminalId));
  made.value = new Map(made.peek()).set(terminalId, make(terminalId, services, vault, saved));
}

function make(terminalId: string, services: Services, vault: Vault, saved: string | null): SaleModel {
  const { api, clock, events, format, session } = services;
  const touched = signal<Touched | undefined>(undefined);
  const till = createTill({
    api, clock, events, terminalId, storage: localStorage, vault, saved,
    news: last => { touched.value = last; },
  });
  addEventListener('storage', event => till.heard(event.key, event.newValue));
  const sound = createSound(localStorage);
  const desk = createDesk({ clock, sound, format });
  const ways = storeWaysAt(terminalId, services);
  const shift = shiftAt(terminalId, services);
  const model = createSaleModel({
    till, desk, sound, touched, search: createSearch({ catalogue: till.catalogue, clock }),
    work: {
      approving: createApproving({ api, clock, keeper: till.keeper, quotes: till.quotes, desk, session }),
      parking: createParking({ api, clock, format, till, desk }), shift, ways,
      favourites: createFavourites({ api, events, storage: localStorage, terminalId }),
    },
  });
  tellDisplay(model, services);
  return model;
}
