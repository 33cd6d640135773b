import { refusals } from '@sontechsp/sdk';

export const errors = refusals({
  'kargo.notFound': 404,
  'kargo.saleNotFound': 404,
  'kargo.saleTakenBack': 422,
  'kargo.senderMissing': 422,
  'kargo.notSupported': 422,
  'kargo.connectionOff': 409,
  'kargo.notEditable': 409,
  'kargo.notRetryable': 409,
  'kargo.notCancellable': 409,
  'kargo.notKeepable': 409,
  'kargo.labelNotReady': 409,
  'kargo.labelUnreadable': 409,
  'kargo.notForHandover': 409,
  'kargo.tooManyLabels': 422,
});
