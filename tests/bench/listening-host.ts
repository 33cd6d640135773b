import { definePlugin, subscribe } from '@sontechsp/sdk';
import { saleCompleted } from '../../plugins/pos/contract.js';
import { installed } from '../../host/installed.js';
import { start } from '../../host/main.js';

/** The product with a plugin that hears of every sale and does nothing: what documents, reports and messages will cost a sale at least. */
const listener = definePlugin({ id: 'dinleyen', name: 'Dinleyen', version: '1.0.0', requires: ['pos'], outbox: [subscribe(saleCompleted, 'dinleyen.sales', {}, async () => undefined)] });
await start(process.env, [...installed, listener]);
