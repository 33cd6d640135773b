import { refusals } from '@sontechsp/sdk';

export const errors = refusals({
  'stock.notFound': 404,
  'stock.insufficient': 409,
});
