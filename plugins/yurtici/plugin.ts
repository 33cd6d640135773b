import { definePlugin } from '@sontechsp/sdk';
import { yurtici } from './adapter.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };

/** Sends with Yurtiçi Kargo, by its SOAP service for senders. */
export default definePlugin({ id: 'yurtici', name: 'Yurtiçi Kargo', version: '0.1.0', requires: ['kargo'], adapters: [yurtici], locales: { tr, en, ru, uz } });
