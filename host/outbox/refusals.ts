import { refusals } from '@sontechsp/sdk';

export const errors = refusals({
  'outbox.notFound': 404,
  'outbox.notRetryable': 409,
  'outbox.notCancellable': 409,
  'outbox.notClosable': 409,
});
