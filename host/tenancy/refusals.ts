import { refusals } from '@sontechsp/sdk';

export const errors = refusals({
  'host.notFound': 404,
});
