import { definePlugin } from '@sontechsp/sdk';
import { hepsijet } from './adapter.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };

/** Sends with HepsiJet, by its REST integration. */
export default definePlugin({ id: 'hepsijet', name: 'HepsiJet', version: '0.1.0', requires: ['kargo'], adapters: [hepsijet], locales: { tr, en, ru, uz } });
