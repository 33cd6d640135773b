import { Refusal, refusals } from '@sontechsp/sdk';

export const errors = refusals({
  'katalog.notFound': 404,
  'katalog.barcodeTaken': 409,
  'katalog.barcodeInvalid': 422,
  'katalog.barcodeRepeated': 422,
  'katalog.skuTaken': 409,
  'katalog.categoryTaken': 409,
  'katalog.categoryInUse': 409,
  'katalog.categoryCycle': 422,
});

/** The caller sent a cost without the permission to know costs. */
export const costForbidden = () => new Refusal('auth.forbidden', 403, { permission: 'katalog.cost.read' });
/** The id a caller made belongs to another row already. */
export const idReused = () => new Refusal('request.reused', 409);
