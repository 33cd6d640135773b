import { choice, object, secret, t, type AdapterContext, type Shape } from '@sontechsp/sdk';

const user = (title: string, required: boolean) => t.String({ title, minLength: required ? 1 : 0, maxLength: 50, default: '' });

/** Web service users at Yurtiçi Kargo: one per way of paying, since the user decides who pays. */
export const connection = object({
  environment: choice(['test', 'production', 'other'], { title: 'connection.environment' }),
  address: t.String({ title: 'connection.address', default: '', minLength: 1, maxLength: 200, showWhen: { environment: 'other' } }),
  userName: user('connection.userName', true),
  password: secret({ title: 'connection.password', maxLength: 100 }),
  recipientPaysUserName: user('connection.recipientPaysUserName', false),
  recipientPaysPassword: secret({ title: 'connection.recipientPaysPassword', maxLength: 100 }),
  collectUserName: user('connection.collectUserName', false),
  collectPassword: secret({ title: 'connection.collectPassword', maxLength: 100 }),
});
export type YurticiConnection = Shape<typeof connection>;
export type Context = AdapterContext<YurticiConnection>;

const service = '/KOPSWebServices/ShippingOrderDispatcherServices';
const addresses = { test: `http://testwebservices.yurticikargo.com:9090${service}`, production: `https://ws.yurticikargo.com${service}` };
export const addressOf = ({ environment, address }: YurticiConnection): string =>
  environment === 'other' ? address.replace(/\/+$/, '') + (address.includes(service) ? '' : service) : addresses[environment];

export interface Account {
  readonly userName: string;
  readonly password: string;
}
export const senderPays = ({ userName, password }: YurticiConnection): Account => ({ userName, password });
export const recipientPays = (s: YurticiConnection): Account => ({ userName: s.recipientPaysUserName, password: s.recipientPaysPassword });
export const collects = (s: YurticiConnection): Account => ({ userName: s.collectUserName, password: s.collectPassword });
/** The accounts that are filled in. A shipment is known to the one it was made with only. */
export const accounts = (s: YurticiConnection): Account[] => [senderPays(s), recipientPays(s), collects(s)].filter(a => a.userName !== '');
