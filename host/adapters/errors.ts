import { refusals } from '@sontechsp/sdk';

export const errors = refusals({
  'host.adapterUnknown': 422,
  'host.connectionName': 409,
});
