import { route } from '@sontechsp/sdk';
import { quoteBody, quoteList } from '../schemas.js';
import { Quotes } from './quotes.js';

const ask = route({
  method: 'POST', path: '/quotes', permission: 'kargo.write', body: quoteBody, reply: quoteList,
  summary: 'What a carrier would take for a shipment. Makes nothing; no prices where it tells none.',
  use: { quotes: Quotes },
  handle: async ({ scope, body, use }) => ({
    items: (await use.quotes.of(scope, body)).map(({ service, amount, days }) => ({ service: service.slice(0, 100), amount, days: days ?? null })),
  }),
});
export const quoteRoutes = [ask];
