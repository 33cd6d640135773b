import type { Pair, Receipt } from './receipt.js';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, character => entities[character]!);

const element = (tag: string, name: string, content: string): string => `<${tag} class="${name}">${content}</${tag}>`;
const texts = (tag: string, name: string, all: readonly string[]): string => all.map(text => element(tag, name, escape(text))).join('');
const pairs = (name: string, all: readonly Pair[]): string => all.length === 0 ? ''
  : element('dl', name, all.map(({ label, value }) => `<div><dt>${escape(label)}</dt><dd>${escape(value)}</dd></div>`).join(''));

/** Eight dots make a millimetre on paper, 96 pixels an inch on a screen. */
const pixels = (dots: number): number => Math.round(dots / 8 / 25.4 * 96);
/** The name of the shop follows, so that nobody needs the picture read out. */
const logoOf = ({ logo }: Receipt): string => (logo === undefined ? ''
  : `<img class="receipt-logo" src="/api/pos/logos/${logo.id}" width="${pixels(logo.width)}" height="${pixels(logo.height)}" alt="">`);

/** The receipt as a page of its own. Looks come from `/web/receipt.css` alone: the Content-Security-Policy allows nothing inline. */
export function receiptHtml(receipt: Receipt): string {
  const lines = receipt.lines.map(line => element('li', 'receipt-line',
    element('span', 'receipt-name', escape(line.name))
    + element('span', 'receipt-detail', escape(line.detail)) + element('span', 'receipt-rate', escape(line.vat)) + element('span', 'receipt-money', escape(line.gross))
    + (line.discount ? pairs('receipt-line-discount', [line.discount]) : ''))).join('');
  const row = (cell: 'th' | 'td', cells: readonly string[]): string => `<tr>${cells.map(text => `<${cell}>${escape(text)}</${cell}>`).join('')}</tr>`;
  return '<!doctype html>\n'
    + `<html lang="${receipt.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`
    + `<title>${escape(receipt.number)}</title><link rel="stylesheet" href="/web/receipt.css"></head><body class="receipt">`
    + element('header', 'receipt-head', logoOf(receipt) + texts('p', 'receipt-seller', receipt.seller) + texts('p', 'receipt-heading', receipt.heading))
    + pairs('receipt-facts', receipt.facts)
    + element('ol', 'receipt-lines', lines)
    + pairs('receipt-discounts', receipt.discounts)
    + element('table', 'receipt-vat', `<thead>${row('th', receipt.vat.head)}</thead><tbody>${receipt.vat.rows.map(cells => row('td', cells)).join('')}</tbody>`)
    + pairs('receipt-total', [receipt.total])
    + pairs('receipt-payments', receipt.payments)
    + element('footer', 'receipt-foot', texts('p', 'receipt-note', receipt.notes) + texts('p', 'receipt-barcode', [receipt.number]))
    + '</body></html>\n';
}
