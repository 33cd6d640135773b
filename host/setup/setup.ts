import { createToken, type Audit, type Clock, type Db, type Ids, type Log, type Scope } from '@sontechsp/sdk';
import { insertRoles, insertUser, replaceRoles, replaceStores, rolesOfFirm, type RoleRow } from '../identity/store.js';
import { PermissionSync } from '../identity/permission-sync.js';
import { checkPassword, type Passwords } from '../identity/passwords.js';
import { searchKey, usernameKey } from '../identity/user-keys.js';
import { checkCurrency, checkTimeZone } from '../tenancy/known-names.js';
import type { Places } from '../tenancy/places.js';
import type { PluginStates, Registry } from '../tokens.js';
import type { Demos } from './demos.js';
import { errors } from './errors.js';
import type { SetupBody, SetupReply } from './schemas.js';
import { firmExists, lockSetup } from './store.js';

/** The first run: one firm, store, terminal, warehouse and administrator, all or nothing, once. */
export interface Setup {
  done(): Promise<boolean>;
  run(scope: Scope, body: SetupBody): Promise<SetupReply>;
}
export const Setup = createToken<Setup>('host.setup');

interface Deps {
  data: { db: Db; clock: Clock; ids: Ids };
  places: Places;
  people: { permissions: PermissionSync; passwords: Passwords };
  plugins: { registry: Registry; states: PluginStates; demos: Demos };
  audit: Audit;
  log: Log;
}
const seeded = [['cashier', 'Kasiyer'], ['manager', 'Müdür'], ['admin', 'Yönetici']] as const;

export function createSetup({ data: { db, clock, ids }, places, people, plugins, audit, log }: Deps): Setup {
  /** Once true it stays: a shop whose database is away is not offered a set-up. */
  let isDone = false;

  /** A demonstration that fails does not take the shop back. */
  async function loadDemo(scope: Scope, made: SetupReply): Promise<void> {
    try {
      const set = await plugins.states.setFor(made.storeId);
      await plugins.demos.load({ ...scope, ...made, plugins: set, can: () => true, limit: () => 100 });
    } catch (error) {
      log.error({ err: error }, 'The demonstration data could not be loaded; the set-up itself stands');
    }
  }

  return {
    done: async () => (isDone ||= await firmExists(db)),
    async run(scope, { firm, store, terminal, warehouse, admin, demo }) {
      if (await firmExists(db)) throw errors('setup.done');
      checkCurrency(firm.currency, '/firm/currency');
      checkTimeZone(store.timeZone, '/store/timeZone');
      checkPassword(admin.password, admin.username);
      const passwordHash = await people.passwords.hash(admin.password);
      const made = await db.transaction(async (tx): Promise<SetupReply> => {
        await lockSetup(tx);
        if (await firmExists(tx)) throw errors('setup.done');
        const now = clock.now();
        const firmId = await places.openFirm(tx, { name: firm.name, ...(firm.taxId ? { taxId: firm.taxId } : {}), ...(firm.currency ? { currency: firm.currency } : {}) });
        const opened = await places.openStore(tx, firmId, store);
        const till = await places.openTerminal(tx, opened, terminal);
        const depot = await places.openWarehouse(tx, opened, warehouse ?? { name: 'Depo' });
        await insertRoles(tx, seeded.map(([code, name]): RoleRow => ({ id: ids.next(), firm_id: firmId, code, name, seeded: true, created_at: now, updated_at: now })));
        await people.permissions.grant(tx, firmId, plugins.registry.installed.filter(i => i.state === 'active').flatMap(i => i.plugin.permissions));
        const userId = ids.next();
        await insertUser(tx, {
          id: userId, firm_id: firmId, username: admin.username, username_key: usernameKey(admin.username), full_name: admin.fullName,
          search_key: searchKey(admin.username, admin.fullName), password_hash: passwordHash, active: true, phone: null, address: null,
          identity_number: null, notes: null, created_at: now, updated_at: now, deleted_at: null,
        });
        const role = (await rolesOfFirm(tx, firmId)).find(r => r.code === 'admin')!;
        await replaceRoles(tx, firmId, userId, [role.id]);
        await replaceStores(tx, firmId, userId, [opened.id]);
        const reply = { firmId, storeId: opened.id, terminalId: till.id, warehouseId: depot.id, userId };
        await audit.record(tx, { ...scope, ...reply }, 'host.setup.done', { type: 'firm', id: firmId }, { firm: firm.name, store: store.name });
        return reply;
      });
      isDone = true;
      if (demo) await loadDemo(scope, made);
      return made;
    },
  };
}
