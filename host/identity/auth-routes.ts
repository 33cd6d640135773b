import { Db, route } from '@sontechsp/sdk';
import { errors as httpErrors } from '../http/errors.js';
import { httpOf } from '../http/http-input.js';
import { accessReply, credentials, loginReply, meReply, place } from './auth-schemas.js';
import { Attempts } from './attempts.js';
import { Auth } from './auth.js';
import { Profiles } from './profiles.js';
import { dropRefresh, readRefresh, setRefresh } from './refresh-cookie.js';
import { errors } from './refusals.js';
import { SessionOfCookie } from './session-of-cookie.js';
import { SignIn } from './sign-in.js';

export const authRoutes = [
  route({
    method: 'POST', path: '/auth/login', permission: 'public', summary: 'Signs in. The token has no store yet.',
    body: credentials, reply: loginReply, use: { signIn: SignIn, auth: Auth, profiles: Profiles },
    async handle(input) {
      const { http } = httpOf(input);
      const { signIn, auth, profiles } = input.use;
      const session = await signIn.open(http, input.body, input.scope.requestId);
      const profile = await profiles.of(session.row.user_id);
      if (!profile) throw errors('auth.invalid');
      setRefresh(http, session.refreshToken);
      return { ...await auth.issue(session.row), ...profile };
    },
  }),
  route({
    method: 'POST', path: '/auth/context', permission: 'signedIn', context: 'none', summary: 'Takes a place: a token for a store and terminal.',
    body: place, reply: accessReply, use: { auth: Auth },
    handle: input => input.use.auth.enter(httpOf(input).principal!, input.body),
  }),
  route({
    method: 'POST', path: '/auth/refresh', permission: 'public', summary: 'A fresh access token for the refresh cookie, which rotates.',
    reply: accessReply, use: { auth: Auth, attempts: Attempts, db: Db },
    async handle(input) {
      const { http } = httpOf(input);
      const { auth, attempts, db } = input.use;
      const token = readRefresh(http);
      if (!token) throw errors('auth.invalid');
      const knock = { door: 'refresh', http } as const;
      await attempts.check(knock);
      const fresh = await auth.refresh(token, http, input.scope.requestId);
      if (!fresh) {
        await db.transaction(async tx => attempts.fail(tx, knock));
        dropRefresh(http);
        throw errors('auth.invalid');
      }
      setRefresh(http, fresh.refreshToken);
      return fresh.reply;
    },
  }),
  route({
    method: 'POST', path: '/auth/logout', permission: 'public', status: 204, summary: 'Ends the session of the token and of the cookie.',
    use: { auth: Auth, cookies: SessionOfCookie },
    async handle(input) {
      const { http, principal } = httpOf(input);
      const cookie = readRefresh(http);
      const sessions = [
        ...(principal ? [{ id: principal.sessionId, firmId: principal.firmId, userId: principal.userId }] : []),
        ...(cookie ? await input.use.cookies.find(cookie) : []),
      ];
      if (cookie) dropRefresh(http);
      if (sessions.length === 0) throw httpErrors('auth.required');
      for (const session of sessions) await input.use.auth.end(session, input.scope.requestId);
    },
  }),
  route({
    method: 'GET', path: '/auth/me', permission: 'signedIn', context: 'none', summary: 'Who and where the caller is.',
    reply: meReply, use: { profiles: Profiles },
    async handle(input) {
      const principal = httpOf(input).principal!;
      const profile = await input.use.profiles.of(principal.userId);
      if (!profile) throw httpErrors('auth.required');
      return { ...profile, context: principal.context ?? null };
    },
  }),
];
