import type { Firm, Language, Store, Terminal } from '@sontechsp/sdk';
import { ROUNDING } from '../rounding.js';
import type { StoredSale } from '../store.js';
import type { SaleRow } from '../tables.js';
import { clean } from './clean.js';
import { createFormat } from './format.js';

/** A label on the left, a figure on the right. */
export interface Pair {
  readonly label: string;
  readonly value: string;
}
/** A receipt ready to be set in text or HTML: every string is in the store's language and safe to print. */
export interface Receipt {
  readonly language: Language;
  readonly number: string;
  /** The picture above all else, with its size in dots of an eighth of a millimetre. */
  readonly logo: { readonly id: string; readonly width: number; readonly height: number } | undefined;
  /** What the slip is where it is no first print of a sale, and then: says that a plain slip is no fiscal document: the law's own words, then the store's language where it is another one. */
  readonly heading: readonly string[];
  readonly seller: readonly string[];
  readonly facts: readonly Pair[];
  readonly lines: readonly { readonly name: string; readonly detail: string; readonly vat: string; readonly gross: string; readonly discount: Pair | undefined }[];
  readonly discounts: readonly Pair[];
  readonly vat: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly total: Pair;
  readonly payments: readonly Pair[];
  readonly notes: readonly string[];
}
export interface ReceiptFacts {
  readonly stored: StoredSale;
  readonly firm: Firm;
  readonly store: Store;
  readonly terminal: Terminal;
  readonly cashier: string;
  /** The receipt this one belongs to: of the sale that is refunded, or of the refund an exchange was made with. */
  readonly original: string | undefined;
  readonly logo: Receipt['logo'];
  /** A reprint. */
  readonly copy: boolean;
  /** The name of a way to pay. */
  methodName(method: string): string;
  /** Lines of other plugins. */
  readonly extra: readonly { readonly text: string }[];
}
/** A sentence of the plugin by its key under `receipt`. */
export type Words = (key: string) => string;

/** In the order of ux.md, Receipts. */
export function receiptOf({ stored, firm, store, terminal, cashier, original, logo, copy, methodName, extra }: ReceiptFacts, word: Words): Receipt {
  const { sale, lines, payments } = withoutMinus(stored);
  const refund = sale.kind === 'refund';
  const { money, quantity, time } = createFormat(store.language, store.timeZone);
  const currency = firm.currency === 'TRY' ? 'TL' : firm.currency;
  const inCurrency = (kurus: number): string => `${money(kurus)} ${currency}`;
  const local = word('notFiscal');
  const pair = (key: string, value: string): Pair => ({ label: word(key), value: clean(value) });
  const rates = [...new Set(lines.map(line => line.vat_rate))].sort((a, b) => a - b);

  return {
    language: store.language,
    number: sale.receipt_no,
    logo: logo && { id: logo.id, width: logo.width, height: logo.height },
    heading: [...titlesOf(stored.sale, copy).map(word), ...new Set([word('notFiscalByLaw'), local])],
    seller: [firm.name, store.name, firm.taxId === null ? '' : `${word('taxId')} ${firm.taxId}`].map(clean).filter(Boolean),
    facts: [pair('date', time(sale.sold_at)), pair('number', sale.receipt_no), pair('terminal', terminal.name), pair('cashier', cashier),
      ...(original === undefined ? [] : [pair(refund ? 'refundOf' : 'exchangeOf', original)])],
    lines: lines.map(line => ({
      name: clean(line.name),
      detail: `${quantity(line.quantity)}${line.unit === 'kg' ? ' kg' : ''} × ${money(line.unit_price)}`,
      vat: `%${line.vat_rate}`,
      // Before its discount, which stands below: quantity × price is what the customer reckons, and lines come to the subtotal.
      gross: money(line.gross),
      discount: line.discount_amount > 0 ? pair('discount', `-${money(line.discount_amount)}`) : undefined,
    })),
    discounts: sale.discount_total > 0
      ? [pair('subtotal', money(sale.subtotal)), pair('discountTotal', `-${money(sale.discount_total)}`)] : [],
    vat: {
      head: [word('vat'), word('vatBase'), word('vatAmount'), word('vatTotal')],
      rows: rates.map(rate => {
        const of = lines.filter(line => line.vat_rate === rate);
        const total = of.reduce((sum, line) => sum + line.total, 0);
        const vat = of.reduce((sum, line) => sum + line.vat_amount, 0);
        return [`%${rate}`, money(total - vat), money(vat), money(total)];
      }),
    },
    total: pair(refund ? 'refundTotal' : 'total', inCurrency(sale.total)),
    payments: [
      ...(sale.rounding ? [pair('rounding', money(sale.rounding))] : []),
      ...payments.filter(({ method }) => method !== ROUNDING).map(({ method, amount, reference }): Pair => ({
        label: clean([methodName(method), reference ?? ''].filter(Boolean).join(' ')), value: money(amount),
      })),
      ...(refund ? [pair('givenBack', money(sale.paid))] : [pair('paid', money(sale.paid)), pair('change', money(sale.change))]),
    ],
    notes: [sale.note, refund ? `${word('reason')}: ${sale.reason ?? ''}` : '', ...extra.map(line => line.text), word('thanks')].map(clean).filter(Boolean),
  };
}

/** What stands above all else: that it is a refund and of which kind, a voided sale, a reprint. */
function titlesOf(sale: SaleRow, copy: boolean): string[] {
  const what = sale.kind === 'refund' ? [`refundTitle.${sale.refund_type ?? 'refund'}`] : sale.state === 'voided' ? ['voided'] : [];
  return copy ? ['copy', ...what] : what;
}

/** A refund is printed with what went back: its title says the rest. */
function withoutMinus(stored: StoredSale): StoredSale {
  if (stored.sale.kind !== 'refund') return stored;
  const plus = <R extends object, K extends keyof R>(row: R, names: readonly K[]): R =>
    ({ ...row, ...Object.fromEntries(names.map(name => [name, 0 - (Number(row[name] ?? 0))])) });
  return {
    sale: plus(stored.sale, ['subtotal', 'discount_total', 'vat_total', 'total', 'paid', 'rounding']),
    lines: stored.lines.map(line => plus(line, ['quantity', 'gross', 'discount_amount', 'vat_amount', 'total'])),
    payments: stored.payments.map(payment => plus(payment, ['amount'])),
  };
}
