import { Audit, Clock, Db, Tenancy, object, pageOfAll, route, uuid, type Scope } from '@sontechsp/sdk';
import { httpOf } from '../http/http-input.js';
import { errors as tenancyErrors } from '../tenancy/refusals.js';
import { idParam } from '../tenancy/schemas.js';
import { Devices } from './devices.js';
import { deviceList, deviceQuery, deviceReply, ownDevice } from './schemas.js';
import { devicesOf, revokeDevice, type DeviceRow } from './store.js';

const shown = (row: DeviceRow) => ({
  id: row.id, terminalId: row.terminal_id, storeId: row.store_id, userAgent: row.user_agent, enrolledBy: row.enrolled_by, enrolledAt: row.enrolled_at,
});
async function terminalOf(tenancy: Tenancy, scope: Scope, id: string) {
  const terminal = await tenancy.terminal(id);
  if ((await tenancy.store(terminal.storeId)).firmId !== scope.firmId) throw tenancyErrors('host.notFound');
  return terminal;
}

export const deviceRoutes = [
  route({
    method: 'GET', path: '/auth/device', permission: 'public', summary: 'Whether this device belongs to a terminal, and to which.',
    reply: ownDevice, use: { devices: Devices },
    async handle(input) {
      const device = await input.use.devices.known(httpOf(input).http);
      return { enrolled: device !== undefined, storeId: device?.store_id ?? null, terminalId: device?.terminal_id ?? null };
    },
  }),
  route({
    method: 'POST', path: '/terminals/:id/enrol', permission: 'host.tenancy', context: 'none', status: 201,
    summary: 'Makes this device one of the terminal: a cookie that lets it ask for tiles and PINs.',
    params: idParam, reply: deviceReply, use: { db: Db, devices: Devices, tenancy: Tenancy, audit: Audit },
    async handle(input) {
      const { params, scope, use } = input;
      const terminal = await terminalOf(use.tenancy, scope, params.id);
      return use.db.transaction(async tx => {
        const device = await use.devices.enrol(tx, httpOf(input).http, scope, terminal);
        await use.audit.record(tx, scope, 'host.device.enrolled', { type: 'device', id: device.id }, { terminalId: terminal.id });
        return shown(device);
      });
    },
  }),
  route({
    method: 'GET', path: '/terminals/:id/devices', permission: 'host.tenancy', context: 'none', summary: 'The devices of a terminal.',
    params: idParam, query: deviceQuery, reply: deviceList, use: { db: Db, tenancy: Tenancy },
    async handle({ params, query, scope, use }) {
      const terminal = await terminalOf(use.tenancy, scope, params.id);
      return pageOfAll((await devicesOf(use.db, terminal.id)).map(shown), query, ({ id, userAgent }) => ({ id, name: userAgent }));
    },
  }),
  route({
    method: 'DELETE', path: '/terminals/:id/devices/:deviceId', permission: 'host.tenancy', context: 'none', status: 204, summary: 'Takes a device off a terminal.',
    params: object({ id: uuid(), deviceId: uuid() }), use: { db: Db, tenancy: Tenancy, clock: Clock, audit: Audit },
    async handle({ params, scope, use }) {
      const terminal = await terminalOf(use.tenancy, scope, params.id);
      await use.db.transaction(async tx => {
        if (await revokeDevice(tx, terminal.id, params.deviceId, use.clock.now()) === 0) throw tenancyErrors('host.notFound');
        await use.audit.record(tx, scope, 'host.device.revoked', { type: 'device', id: params.deviceId }, { terminalId: terminal.id });
      });
    },
  }),
];
