import { useServices } from '@sontechsp/sdk/ui';
import { discountOn } from '../totals.js';
import { grossOf, type ItemLine } from './basket.js';
import type { Row } from './rows.js';

/** How a line's price came to be, step by step: nobody has to guess it before a customer. */
export function LineStory({ line, row }: { line: ItemLine; row: Row }) {
  const { t, format } = useServices();
  const gross = row.total + row.discountAmount;
  const own = Math.min(discountOn(grossOf(line), line.discount), row.discountAmount);
  const share = row.discountAmount - own;
  const byLabel = line.label !== null && line.quantity === line.label.quantity && line.ownPrice === null;
  const exact = byLabel ? gross : (row.unitPrice * line.quantity) / 1000;
  const steps: (readonly [key: string, amount: string])[] = [
    ['list', format.amount(line.price)],
    ...(line.ownPrice === null ? [] : [['own', format.amount(line.ownPrice)] as const]),
    ...(row.repriced ? [['shaped', format.amount(row.unitPrice)] as const] : []),
    byLabel ? ['label', format.amount(gross)] : ['gross', `${format.quantity(row.quantity)} × ${format.amount(row.unitPrice)} = ${format.amount(gross)}`],
    ...(Number.isInteger(exact) ? [] : [['rounded', format.number(exact / 100)] as const]),
    ...(own > 0 ? [['ownDiscount', `−${format.amount(own)}`] as const] : []),
    ...(share > 0 ? [['share', `−${format.amount(share)}`] as const] : []),
    ['total', format.amount(row.total)],
  ];
  return (
    <dl class="sale-story" aria-label={t('pos:ui.story.title')}>
      {steps.map(([key, amount]) => <div key={key} class={`sale-story-${key}`}><dt>{t(`pos:ui.story.${key}`)}</dt><dd>{amount}</dd></div>)}
    </dl>
  );
}
