import { refusals } from '@sontechsp/sdk';

export const errors = refusals({
  'plugin.disabled': 404,
  'plugin.notFound': 404,
  'plugin.required': 409,
  'plugin.requires': 409,
  'plugin.broken': 409,
  'plugin.noSettings': 404,
  'plugin.noTest': 409,
  'plugin.failed': 500,
});
