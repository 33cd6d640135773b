import { object, secret, t, type AdapterContext, type Shape } from '@sontechsp/sdk';

/** An account at the carrier. The admin's form is made from it; titles are locale keys. */
export const connection = object({
  address: t.String({ title: 'connection.address', default: '', minLength: 1, maxLength: 200 }),
  apiKey: secret({ title: 'connection.apiKey', maxLength: 200 }),
});
export type Context = AdapterContext<Shape<typeof connection>>;
