import { Audit, Db, Tenancy, pageOfAll, route, type Scope } from '@sontechsp/sdk';
import { errors as httpErrors } from '../http/errors.js';
import { httpOf } from '../http/http-input.js';
import { AccessBook } from '../identity/access.js';
import { setRefresh } from '../identity/refresh-cookie.js';
import { loginReply } from '../identity/auth-schemas.js';
import { Auth } from '../identity/auth.js';
import { callerOf } from '../identity/caller.js';
import { checkGrants } from '../identity/escalation.js';
import { Profiles } from '../identity/profiles.js';
import { errors as identityErrors } from '../identity/refusals.js';
import { grantsOf } from '../identity/store.js';
import { errors as tenancyErrors } from '../tenancy/refusals.js';
import { idParam } from '../tenancy/schemas.js';
import { ApprovalDesk, holds } from './approvals.js';
import { Devices } from './devices.js';
import { Pins } from './pins.js';
import { errors } from './refusals.js';
import { approvalBody, approvalReply, approverList, approverQuery, pinBody, pinSignIn, pinState, tilesQuery, tilesReply } from './schemas.js';
import { facesOf } from './store.js';
import { TillSignIn } from './till-sign-in.js';

const named = ({ id, fullName }: { id: string; fullName: string }) => ({ id, name: fullName });

/** The user whose PIN is meant: one of the firm who may not do more than the caller, or the caller. */
async function subject(use: { db: Db; access: AccessBook }, scope: Scope, id: string, permission: string): Promise<{ id: string; firmId: string }> {
  const user = await use.access.of(id);
  if (id !== scope.userId && !scope.can(permission)) throw httpErrors('auth.forbidden', { permission });
  if (!user || user.firmId !== scope.firmId) throw tenancyErrors('host.notFound');
  if (id !== scope.userId) checkGrants(await callerOf(use.access, scope), await grantsOf(use.db, id));
  return { id, firmId: user.firmId };
}

export const pinRoutes = [
  route({
    method: 'GET', path: '/auth/tiles', permission: 'public', summary: "The names of the store of this device's terminal.",
    query: tilesQuery, reply: tilesReply, use: { db: Db, devices: Devices, tenancy: Tenancy },
    async handle(input) {
      const { devices, db, tenancy } = input.use;
      const device = await devices.asking(httpOf(input).http);
      const [store, terminal, faces] = await Promise.all([
        tenancy.store(device.store_id), tenancy.terminal(device.terminal_id), facesOf(db, device.firm_id, device.store_id),
      ]);
      return {
        ...pageOfAll(faces.map(face => ({ id: face.id, fullName: face.full_name, hasPin: Boolean(face.has_pin) })), input.query, named),
        store: { id: store.id, code: store.code, name: store.name }, terminal: { id: terminal.id, code: terminal.code, name: terminal.name },
      };
    },
  }),
  route({
    method: 'POST', path: '/auth/pin', permission: 'public', summary: 'Signs in at the terminal of this device.',
    body: pinSignIn, reply: loginReply, use: { signIn: TillSignIn, auth: Auth, profiles: Profiles },
    async handle(input) {
      const { http } = httpOf(input);
      const { signIn, auth, profiles } = input.use;
      const session = await signIn.open(http, input.body, input.scope.requestId);
      const profile = await profiles.of(session.row.user_id);
      if (!profile) throw identityErrors('auth.invalid');
      setRefresh(http, session.refreshToken);
      return { ...await auth.issue(session.row), ...profile, context: { storeId: session.row.store_id!, terminalId: session.row.terminal_id! } };
    },
  }),
  route({
    method: 'GET', path: '/users/:id/pin', permission: 'host.users.read', context: 'none', summary: 'Whether a user has a PIN, and whether it is locked.',
    params: idParam, reply: pinState, use: { db: Db, access: AccessBook, pins: Pins },
    async handle({ params, scope, use }) {
      const user = await use.access.of(params.id);
      if (user && user.firmId !== scope.firmId) throw tenancyErrors('host.notFound');
      return { userId: params.id, state: user ? await use.pins.state(use.db, params.id) : 'none' as const };
    },
  }),
  route({
    method: 'PUT', path: '/users/:id/pin', permission: 'signedIn', context: 'none', summary: 'Sets a PIN, or with null takes it away. Everyone may set their own.',
    params: idParam, body: pinBody, reply: pinState, use: { db: Db, access: AccessBook, pins: Pins, audit: Audit },
    async handle({ params, body, scope, use }) {
      const user = await subject(use, scope, params.id, 'host.users.write');
      const hash = body.pin === null ? undefined : await use.pins.hash(user.id, body.pin);
      await use.db.transaction(async tx => {
        await use.pins.set(tx, user, hash);
        await use.audit.record(tx, scope, hash === undefined ? 'host.pin.removed' : 'host.pin.set', { type: 'user', id: user.id });
      });
      return { userId: user.id, state: hash === undefined ? 'none' as const : 'set' as const };
    },
  }),
  route({
    method: 'POST', path: '/users/:id/pin/unlock', permission: 'host.pin.unlock', context: 'none', summary: 'Opens a PIN that was tried too often.',
    params: idParam, reply: pinState, use: { db: Db, access: AccessBook, pins: Pins, audit: Audit },
    async handle({ params, scope, use }) {
      const user = await subject(use, scope, params.id, 'host.pin.unlock');
      await use.db.transaction(async tx => {
        if (!await use.pins.unlock(tx, user.id)) throw errors('identity.noPin');
        await use.audit.record(tx, scope, 'host.pin.unlocked', { type: 'user', id: user.id });
      });
      return { userId: user.id, state: 'set' as const };
    },
  }),
  route({
    method: 'GET', path: '/auth/approvers', permission: 'signedIn', summary: 'Who may approve this here by PIN.',
    query: approverQuery, reply: approverList, use: { db: Db, access: AccessBook },
    async handle({ scope, query, use: { db, access } }) {
      const faces = (await facesOf(db, scope.firmId, scope.storeId)).filter(face => Boolean(face.has_pin));
      const known = await Promise.all(faces.map(face => access.of(face.id)));
      const items = faces.filter((_, at) => holds(known[at], query.permission, query.amount)).map(face => ({ id: face.id, fullName: face.full_name }));
      return pageOfAll(items, query, named);
    },
  }),
  route({
    method: 'POST', path: '/auth/approvals', permission: 'signedIn', status: 201,
    summary: 'Somebody who holds a permission gives it to the caller once, by PIN: for this terminal, this amount, and sixty seconds.',
    body: approvalBody, reply: approvalReply, use: { desk: ApprovalDesk },
    async handle(input) {
      const { userId: approverId, ...wish } = input.body;
      const row = await input.use.desk.give(httpOf(input).http, input.scope, { approverId, ...wish });
      return { id: row.id, approverId, permission: row.permission, amount: row.amount, worth: row.worth, subject: row.subject, expiresAt: row.expires_at };
    },
  }),
];
