import { choice, object, secret, t, type AdapterContext, type Shape } from '@sontechsp/sdk';

/** A HepsiJet account, as the contract with HepsiJet names its parts. */
export const connection = object({
  environment: choice(['test', 'production', 'other'], { title: 'connection.environment' }),
  address: t.String({ title: 'connection.address', default: '', minLength: 1, maxLength: 200, showWhen: { environment: 'other' } }),
  userName: t.String({ title: 'connection.userName', minLength: 1, maxLength: 100 }),
  password: secret({ title: 'connection.password', maxLength: 200 }),
  companyName: t.String({ title: 'connection.companyName', minLength: 1, maxLength: 100 }),
  companyCode: t.String({ title: 'connection.companyCode', minLength: 1, maxLength: 20 }),
  senderAddressId: t.String({ title: 'connection.senderAddressId', minLength: 1, maxLength: 50 }),
  depot: t.String({ title: 'connection.depot', minLength: 1, maxLength: 50 }),
});
export type HepsijetConnection = Shape<typeof connection>;
export type Context = AdapterContext<HepsijetConnection>;

const addresses = { test: 'https://integration-apitest.hepsijet.com', production: 'https://integration.hepsijet.com' };

export const addressOf = ({ environment, address }: HepsijetConnection): string =>
  environment === 'other' ? address.replace(/\/+$/, '') : addresses[environment];
