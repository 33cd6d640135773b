import type { Format, Translate } from '@sontechsp/sdk/ui';
import { isItem } from '../basket.js';
import { methodTitle } from '../method-title.js';
import { restOf } from '../payment.js';
import type { SaleModel } from '../sale.model.js';
import type { DisplayState, ShownLine, ShownSum } from './state.js';

/** What the customer is to see of the sale now. Reads signals, so that an effect hears of every change. */
export function shownOf(model: SaleModel, about: Pick<DisplayState, 'language' | 'theme' | 'store'>, t: Translate, format: Format): DisplayState {
  const { till, desk, paying, ways } = model;
  const panel = desk.panel.value;
  const titleOf = (method: string) => methodTitle(method, ways.methods.value, t);
  const sum = (label: string, amount: number): ShownSum => ({ label, amount: format.money(amount) });
  const common = {
    ...about, welcome: t('pos:ui.display.welcome'), thanks: t('pos:ui.display.thanks'), linesLabel: t('pos:ui.display.lines'),
  };
  if (panel.kind === 'done' || (panel.kind === 'receipt' && panel.before.kind === 'done')) {
    const { sale } = panel.kind === 'done' ? panel : (panel.before as Extract<typeof panel.before, { kind: 'done' }>);
    return {
      ...common, kind: 'done', count: '', lines: [], total: sum(t('pos:ui.sale.total'), sale.total),
      sums: sale.payments.map(payment => sum(titleOf(payment.method), payment.amount)), main: sum(t('pos:ui.pay.change'), sale.change),
    };
  }
  const lines = till.rows.keys.value.flatMap((key): ShownLine[] => {
    const { line, quantity, unitPrice, discountAmount, total } = till.rows.row(key).value;
    if (!isItem(line)) return [];
    const off = discountAmount > 0 ? ` · ${t('pos:ui.sale.column.discount')} −${format.amount(discountAmount)}` : '';
    return [{ key, name: line.name, detail: `${format.quantity(quantity, line.unit === 'kg' ? 'kg' : undefined)} × ${format.amount(unitPrice)}${off}`, total: format.amount(total) }];
  });
  const { count, discountTotal } = till.rows.sums.value;
  const due = paying.due.value;
  const payment = panel.kind === 'pay' ? panel.payment : undefined;
  const left = payment ? restOf(payment, due, ways.rules.value?.cashRounding ?? 0).left : 0;
  return {
    ...common, kind: lines.length > 0 ? 'basket' : 'idle', lines, count: t('pos:ui.sale.count', { n: count }), total: sum(t('pos:ui.sale.total'), due),
    sums: [
      ...(discountTotal > 0 ? [{ label: t('pos:ui.sale.column.discount'), amount: `−${format.money(discountTotal)}` }] : []),
      ...(payment?.parts.map(part => sum(titleOf(part.method), part.amount)) ?? []),
    ],
    main: payment && payment.parts.length > 0 ? sum(t('pos:ui.pay.left'), left) : undefined,
  };
}
