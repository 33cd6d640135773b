import { createToken, type Audit, type Db } from '@sontechsp/sdk';
import type { Http } from '../http/http-input.js';
import type { Attempts, Knock } from './attempts.js';
import type { Passwords } from './passwords.js';
import { errors } from './refusals.js';
import type { LiveSession, SessionBook } from './session-book.js';
import { anyUser, userToSignIn } from './store.js';
import { systemScope } from './system-scope.js';
import { usernameKey } from './user-keys.js';

/** Lets in who knows a user's password. */
export interface SignIn {
  /** Refuses with `auth.invalid`, taking as long for a user nobody knows as for a wrong password. */
  open(http: Http, credentials: { username: string; password: string }, requestId: string): Promise<LiveSession>;
}
export const SignIn = createToken<SignIn>('host.signIn');

interface Deps {
  db: Db;
  attempts: Attempts;
  passwords: Passwords;
  book: SessionBook;
  audit: Audit;
}
export function createSignIn({ db, attempts, passwords, book, audit }: Deps): SignIn {
  return {
    async open(http, { username, password }, requestId) {
      const account = usernameKey(username);
      const knock: Knock = { door: 'login', http, account };
      // Before the first run nobody gets in, and nobody is kept out later for having tried.
      if (!await anyUser(db)) throw errors('auth.invalid');
      await attempts.check(knock);
      // Looked at again when the turn has come: a thousand guesses sent at once wait here, and the tenth closes the door.
      return passwords.turn(async compare => {
        await attempts.check(knock);
        const user = await userToSignIn(db, account);
        const right = await compare(user?.password_hash, password);
        if (user && right && user.active) {
          return db.transaction(async tx => {
            attempts.succeed(tx, knock);
            const session = await book.open(tx, { id: user.id, firmId: user.firm_id }, { address: http.ip, userAgent: http.userAgent });
            await audit.record(tx, systemScope({ firmId: user.firm_id, userId: user.id, requestId }), 'host.session.opened',
              { type: 'session', id: session.row.id }, { address: http.ip });
            return session;
          });
        }
        await db.transaction(async tx => {
          attempts.fail(tx, knock);
          if (user) await audit.record(tx, systemScope({ firmId: user.firm_id, userId: '', requestId }), 'host.session.refused',
            { type: 'user', id: user.id }, { address: http.ip });
        });
        throw errors('auth.invalid');
      });
    },
  };
}
