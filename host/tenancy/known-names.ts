import { Refusal } from '@sontechsp/sdk';

const currencies = new Set(Intl.supportedValuesOf('currency'));
const refuse = (path: string, rule: string) => new Refusal('request.invalid', 400, { errors: [{ path, rule }] });

/** Refuses a currency that ISO 4217 does not list; `path` is where it stands in the request. */
export function checkCurrency(currency: string | undefined, path: string): void {
  if (currency !== undefined && !currencies.has(currency)) throw refuse(path, 'currency');
}

/** Refuses a time zone that has no IANA name (a bare offset knows no daylight saving). */
export function checkTimeZone(timeZone: string | undefined, path: string): void {
  if (timeZone === undefined) return;
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(timeZone)) throw refuse(path, 'timeZone');
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw refuse(path, 'timeZone');
  }
}
