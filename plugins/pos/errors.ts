import { refusals } from '@sontechsp/sdk';

/** Why a sale is refused. Codes of other owners (`katalog.notFound`, `stock.insufficient`) come from them. */
export const errors = refusals({
  'pos.notFound': 404,
  'pos.empty': 422,
  'pos.discountTooLarge': 422,
  'pos.discountLimit': 403,
  'pos.amountTooLarge': 422,
  'pos.priceChanged': 409,
  'pos.methodUnknown': 422,
  'pos.paymentShort': 422,
  'pos.overpaid': 422,
  'pos.refundExceeds': 409,
  'pos.refundAmount': 422,
  'pos.refundTender': 409,
  'pos.refundOfRefund': 409,
  'pos.voidNotLast': 409,
  'pos.voidTooLate': 409,
  'pos.voidRefunded': 409,
  'pos.returnLimit': 403,
  'pos.noShift': 409,
  'pos.shiftOpen': 409,
  'pos.shiftClosed': 409,
  'pos.shiftNotClosed': 409,
  'pos.shiftOther': 409,
  'pos.denominations': 422,
  'pos.favouriteTwice': 422,
});
