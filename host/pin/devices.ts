import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createToken, type Clock, type Db, type Ids, type Terminal, type Tx } from '@sontechsp/sdk';
import type { Http } from '../http/http-input.js';
import { errors } from './refusals.js';
import { deviceById, insertDevice, type DeviceRow } from './store.js';

const COOKIE = 'sontechsp_device';
const PATH = '/api/auth';
/** Browsers keep a cookie no longer than 400 days (RFC 6265bis); each use renews it. */
const DEVICE_SECONDS = 400 * 24 * 3600;

/** Devices that belong to a terminal: they alone may ask for tiles and PINs. */
export interface Devices {
  enrol(tx: Tx, http: Http, by: { firmId: string; userId: string }, terminal: Terminal): Promise<DeviceRow>;
  /** The device that asks; undefined for one that belongs to no terminal. */
  known(http: Http): Promise<DeviceRow | undefined>;
  /** The same. Refuses `auth.notEnrolled`. */
  asking(http: Http): Promise<DeviceRow>;
}
export const Devices = createToken<Devices>('host.devices');

const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export function createDevices({ db, clock, ids }: { db: Db; clock: Clock; ids: Ids }): Devices {
  const give = (http: Http, value: string): void => http.setCookie(COOKIE, value, { path: PATH, maxAge: DEVICE_SECONDS });
  async function known(http: Http): Promise<DeviceRow | undefined> {
    const cookie = http.cookie(COOKIE) ?? '';
    const [id = '', secret = ''] = cookie.split('.');
    const row = /^[0-9a-f-]{36}$/.test(id) ? await deviceById(db, id) : undefined;
    if (!row || row.revoked_at !== null || !same(row.secret_hash, digest(secret))) return undefined;
    give(http, cookie);
    return row;
  }
  return {
    known,
    async enrol(tx, http, { firmId, userId }, terminal) {
      const secret = randomBytes(32).toString('base64url');
      const row: DeviceRow = {
        id: ids.next(), firm_id: firmId, store_id: terminal.storeId, terminal_id: terminal.id, secret_hash: digest(secret), user_agent: http.userAgent,
        enrolled_by: userId, enrolled_at: clock.now(), revoked_at: null,
      };
      await insertDevice(tx, row);
      give(http, `${row.id}.${secret}`);
      return row;
    },
    async asking(http) {
      const row = await known(http);
      if (!row) throw errors('auth.notEnrolled');
      return row;
    },
  };
}
