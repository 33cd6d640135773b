import type { ReportReply } from './schemas.js';

/**
 * A report for who counts blind: how many receipts and movements there were, and no amount to work out from what should be in the
 * drawer. Where all was paid in cash, the total of the sales already says it; where not, the slips of the card terminal do the rest.
 */
export function blindly(report: ReportReply): ReportReply {
  const counted = ({ count }: { readonly count: number }) => ({ count, total: null });
  const { sales, refunds, discounts, vat, movements } = report;
  return {
    ...report, expectedCash: null, payments: null, cash: null,
    sales: { count: sales.count, subtotal: null, discountTotal: null, vatTotal: null, total: null, rounding: null },
    refunds: {
      count: refunds.count, vatTotal: null, total: null, rounding: null,
      refund: counted(refunds.refund), void: counted(refunds.void), return: counted(refunds.return), exchange: counted(refunds.exchange),
    },
    net: { vatTotal: null, total: null },
    discounts: counted(discounts),
    vat: vat.map(({ rate }) => ({ rate, base: null, vat: null, total: null })),
    movements: { in: counted(movements.in), out: counted(movements.out), drawer: movements.drawer },
  };
}
