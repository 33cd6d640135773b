import { definePlugin } from '@sontechsp/sdk';
import { ornek } from './adapter.js';
import en from './locales/en.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };

/** Sends with Örnek. Shipments, labels, tracking and screens are kargo's. */
export default definePlugin({ id: 'ornek', name: 'Örnek', version: '0.1.0', sdk: '^0.1.0', requires: ['kargo'], adapters: [ornek], locales: { tr, en } });
