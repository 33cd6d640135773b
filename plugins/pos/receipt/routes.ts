import { Db, raw, route } from '@sontechsp/sdk';
import { ownSale } from '../own-sale.js';
import { receiptQuery, saleId } from '../schemas.js';
import { commonPaper } from './code-pages.js';
import { openSlipWriter } from './escpos.js';
import { receiptHtml } from './html.js';
import { Receipts } from './receipts.js';
import { receiptText } from './text.js';

const receipt = route({
  method: 'GET', path: '/sales/:id/receipt', permission: 'pos.sell', params: saleId, query: receiptQuery,
  summary: 'The receipt of a sale as a page, as text or as bytes for a printer, in the language of the store.',
  use: { db: Db, receipts: Receipts },
  async handle({ scope, params, query: { format, columns: asked, copy }, use: { db, receipts } }) {
    const made = await receipts.of(scope, await ownSale(db, scope, params.id), copy === 'true');
    const columns = asked === '32' ? 32 : 48;
    if (format === 'text') return raw('text/plain; charset=utf-8', receiptText(made, columns));
    if (format === 'escpos') return raw('application/octet-stream', (await openSlipWriter({ ...commonPaper, columns })).receipt(made));
    return raw('text/html; charset=utf-8', receiptHtml(made));
  },
});
export const receiptRoutes = [receipt];
