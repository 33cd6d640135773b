import { Db, raw, route } from '@sontechsp/sdk';
import { LogoBook } from '../logo/logo-book.js';
import { ownSale } from '../own-sale.js';
import { paperOf } from '../printing/paper-of.js';
import { PrinterBook } from '../printing/printer-book.js';
import { receiptQuery, saleId } from '../schemas.js';
import { openSlipWriter } from './escpos.js';
import { receiptHtml } from './html.js';
import { Receipts } from './receipts.js';
import { receiptText } from './text.js';

const receipt = route({
  method: 'GET', path: '/sales/:id/receipt', permission: 'pos.sell', params: saleId, query: receiptQuery, types: ['text/html', 'text/plain', 'application/octet-stream'],
  summary: 'The receipt of a sale as a page, as text or as bytes for a printer, in the language of the store.',
  use: { db: Db, receipts: Receipts, book: PrinterBook, logos: LogoBook },
  async handle({ scope, params, query: { format, columns: asked, copy }, use: { db, receipts, book, logos } }) {
    const made = await receipts.of(scope, await ownSale(db, scope, params.id), copy === 'true');
    if (format === 'text') return raw('text/plain; charset=utf-8', receiptText(made, asked === '32' ? 32 : 48));
    if (format === 'escpos') {
      const known = paperOf(await book.of(scope, db));
      const paper = asked === undefined ? known : { ...known, columns: asked === '32' ? 32 : 48 } as const;
      return raw('application/octet-stream', (await openSlipWriter(paper)).receipt(made, { logo: (await logos.of(scope.storeId))?.on(paper.columns) }));
    }
    return raw('text/html; charset=utf-8', receiptHtml(made));
  },
});
export const receiptRoutes = [receipt];
