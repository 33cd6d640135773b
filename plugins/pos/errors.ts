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
});
