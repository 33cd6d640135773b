import type { Language } from '@sontechsp/sdk';
import { clean } from '../receipt/clean.js';
import { createFormat } from '../receipt/format.js';
import { rowsOf, type Row } from '../receipt/layout.js';
import { centred, pair, tableRow, type Columns } from '../receipt/paper.js';
import type { Pair, Words } from '../receipt/receipt.js';
import type { ReportReply } from './schemas.js';

/** A report ready to be printed: every string is in the store's language and safe for a printer. */
export interface Slip {
  readonly seller: readonly string[];
  /** What it is, whether it is a reprint, and that it is no fiscal document. */
  readonly heading: readonly string[];
  readonly sections: readonly { readonly title: string; readonly rows: readonly Pair[]; readonly table: readonly (readonly string[])[] }[];
}
/** How many receipts that were not printed the paper names. */
const NAMED = 20;

interface SlipFacts {
  readonly report: ReportReply;
  readonly language: Language;
  readonly timeZone: string;
  readonly currency: string;
  readonly copy: boolean;
  /** The name of a way to pay. */
  methodName(method: string): string;
  /** A sentence of the plugin by its key under `shift`. */
  readonly word: Words;
  /** The same under `receipt`. */
  readonly receiptWord: Words;
}

/** In the order a manager reads it: which shift, its receipts, what was sold, how it was paid, KDV, the drawer, the count. */
export function slipOf({ report, language, timeZone, currency, copy, methodName, word, receiptWord }: SlipFacts): Slip {
  const { money, time, day } = createFormat(language, timeZone);
  const row = (key: string, value: string | number): Pair => ({ label: word(key), value: clean(String(value)) });
  const named = (label: string, value: number): Pair => ({ label: clean(label), value: money(value) });
  /** Without its amount (see `blindly`), how many there were. */
  const summed = (key: string, count: number, total: number | null): Pair => (total === null ? row(key, count) : named(`${word(key)} (${count})`, total));
  const counted = (key: string, of: { count: number; total: number | null }): Pair[] => (of.count === 0 ? [] : [summed(key, of.count, of.total === null ? null : 0 - of.total)]);
  const [rounded, givenBack] = [report.sales.rounding ?? 0, report.refunds.rounding ?? 0];
  const section = (title: string, rows: readonly Pair[], table: Slip['sections'][number]['table'] = []) => ({ title: title === '' ? '' : word(title), rows, table });
  const { names, receipts, sales, refunds, net, discounts, vat, payments, cash, movements, count } = report;
  const text = (key: string, value: string | null): Pair[] => (value === null || value === '' ? [] : [row(key, value)]);

  return {
    seller: [names.firm, names.store].map(clean).filter(Boolean),
    heading: [
      ...(copy ? [receiptWord('copy')] : []), report.type === 'z' ? `${word('zTitle')} ${report.zNo ?? ''}` : word('xTitle'),
      ...(report.forced ? [word('forced')] : []), ...new Set([receiptWord('notFiscalByLaw'), receiptWord('notFiscal')]),
    ],
    sections: [
      section('', [
        row('day', day(report.businessDay)), row('terminal', names.terminal), row('cashier', names.cashier), row('openedAt', time(report.openedAt)),
        ...(report.closedAt === null ? [] : [row('closedAt', time(report.closedAt))]), ...text('closedBy', names.closedBy),
      ]),
      section('receipts', [
        ...text('from', receipts.from), ...text('to', receipts.to), row('stored', receipts.stored), ...(report.printed === null ? [] : [row('printed', report.printed)]),
        ...(report.unprinted.length === 0 ? [] : [row('unprinted', receipts.stored - report.printed!), ...report.unprinted.slice(0, NAMED).map(label => ({ label: `  ${label}`, value: '' }))]),
      ]),
      section('totals', [
        summed('sales', sales.count, sales.subtotal), ...counted('discounts', discounts),
        ...counted('refunds', refunds),
        ...(['void', 'return', 'exchange'] as const).flatMap(kind => counted(`kinds.${kind}`, refunds[kind])),
        ...(net.total === null ? [] : [{ label: word('net'), value: `${money(net.total)} ${currency}` }]),
        ...(rounded - givenBack === 0 ? [] : [named(word('rounding'), rounded - givenBack)]),
      ]),
      ...(payments === null ? [] : [section('payments', payments.map(({ method, count, net }) => named(`${methodName(method)} (${count})`, net)))]),
      section('', [], [
        [receiptWord('vat'), receiptWord('vatBase'), receiptWord('vatAmount'), receiptWord('vatTotal')],
        ...vat.flatMap(({ rate, base, vat, total }) => (base === null || vat === null || total === null ? [] : [[`%${rate}`, money(base), money(vat), money(total)]])),
      ]),
      ...(cash === null ? [] : [section('cash', [
        named(word('opening'), cash.opening), named(`+ ${word('cashSales')}`, cash.sales), named(`- ${word('change')}`, cash.change),
        named(`- ${word('cashRefunds')}`, cash.refunds), named(`+ ${word('in')} (${movements.in.count})`, cash.in), named(`- ${word('out')} (${movements.out.count})`, cash.out),
        { label: `= ${word('expected')}`, value: `${money(cash.expected)} ${currency}` },
        ...(movements.drawer === 0 ? [] : [row('drawer', movements.drawer)]),
      ])]),
      ...(count === null ? [] : [section('count', [
        ...(count.denominations ?? []).filter(one => one.count > 0).map(({ value, count }) => named(`${money(value)} × ${count}`, value * count)),
        count.counted === null ? row('counted', word('notCounted')) : named(word('counted'), count.counted),
        ...(count.difference === null ? [] : [named(word('difference'), count.difference)]),
        ...text('reason', count.reason), ...(count.reasonMissing ? [row('reason', word('reasonMissing'))] : []),
        ...(count.added ? [row('reasonAdded', `${count.added.byName} ${time(count.added.at)}`), row('reason', count.added.reason)] : []),
      ])]),
    ].filter(({ rows, table }) => rows.length > 0 || table.length > 1),
  };
}

/** The report, row by row. */
export function slipRows({ seller, heading, sections }: Slip, columns: Columns): Row[] {
  const rule = '-'.repeat(columns);
  const centre = (texts: readonly string[]): string[] => texts.flatMap(text => centred(text, columns));
  return [
    ...rowsOf(centre(seller)), ...rowsOf(centre(heading), 'title'),
    ...sections.flatMap(({ title, rows, table }) => [
      ...rowsOf([rule]), ...(title === '' ? [] : rowsOf(centre([title]), 'title')),
      ...rowsOf([...rows.flatMap(row => pair(row, columns)), ...table.map(cells => tableRow(cells, columns))]),
    ]),
    ...rowsOf([rule]),
  ];
}
/** On a paper of 48 (80 mm) or 32 (58 mm) columns. */
export const slipText = (slip: Slip, columns: Columns): string => slipRows(slip, columns).map(row => row.text).join('\n') + '\n';
