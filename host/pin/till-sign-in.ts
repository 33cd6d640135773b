import { createToken, type Audit } from '@sontechsp/sdk';
import type { Http } from '../http/http-input.js';
import { mayEnter, type AccessBook } from '../identity/access.js';
import { errors as identityErrors } from '../identity/refusals.js';
import type { LiveSession, SessionBook } from '../identity/session-book.js';
import { updateSession } from '../identity/session-store.js';
import { systemScope } from '../identity/system-scope.js';
import type { Devices } from './devices.js';
import type { Pins } from './pins.js';

/** Lets in who knows a PIN, at the terminal the device belongs to. */
export interface TillSignIn {
  open(http: Http, who: { userId: string; pin: string }, requestId: string): Promise<LiveSession>;
}
export const TillSignIn = createToken<TillSignIn>('host.tillSignIn');

interface Deps {
  devices: Devices;
  pins: Pins;
  access: AccessBook;
  book: SessionBook;
  audit: Audit;
}
export function createTillSignIn({ devices, pins, access, book, audit }: Deps): TillSignIn {
  return {
    async open(http, { userId, pin }, requestId) {
      const device = await devices.asking(http);
      const user = await access.of(userId);
      const welcome = user !== undefined && user.firmId === device.firm_id && mayEnter(user, device.store_id);
      const scope = systemScope({ firmId: device.firm_id, userId: welcome ? userId : '', storeId: device.store_id, terminalId: device.terminal_id, requestId });
      const place = { store_id: device.store_id, terminal_id: device.terminal_id };
      if (!welcome) throw identityErrors('auth.invalid');
      return pins.prove(http, userId, pin, async tx => {
        const session = await book.open(tx, { id: userId, firmId: device.firm_id }, { address: http.ip, userAgent: http.userAgent });
        await updateSession(tx, session.row.id, place);
        await audit.record(tx, scope, 'host.session.opened', { type: 'session', id: session.row.id }, { by: 'pin', terminalId: device.terminal_id });
        return { ...session, row: { ...session.row, ...place } };
      }, async tx => {
        await audit.record(tx, { ...scope, userId: '' }, 'host.session.refused', { type: 'user', id: userId }, { by: 'pin', terminalId: device.terminal_id });
      });
    },
  };
}
