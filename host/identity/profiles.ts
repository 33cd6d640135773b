import { createToken, type Db, type Tenancy } from '@sontechsp/sdk';
import { storesOf, terminalsOf } from '../tenancy/store.js';
import type { Version } from '../tokens.js';
import { mayEnter, type AccessBook } from './access.js';

/** What a user is told of themselves when signing in. */
export interface Profile {
  user: {
    id: string; username: string; fullName: string; roles: string[]; permissions: string[];
    /** Percent, of the permissions that have a limit below 100. */
    limits: Record<string, number>;
  };
  stores: {
    id: string; code: string; name: string; timeZone: string; currency: string;
    terminals: { id: string; code: string; name: string }[];
  }[];
}
export interface Profiles {
  /** Undefined for a user who was removed or switched off. */
  of(userId: string): Promise<Profile | undefined>;
}
export const Profiles = createToken<Profiles>('host.profiles');

interface Deps {
  db: Db;
  version: Version;
  access: AccessBook;
  tenancy: Tenancy;
}
export function createProfiles({ db, version, access, tenancy }: Deps): Profiles {
  const placesOf = version.cache(async firmId => {
    const [stores, terminals, { currency }] = await Promise.all([storesOf(db, firmId), terminalsOf(db, firmId), tenancy.firm(firmId)]);
    return stores.map(s => ({
      id: s.id, code: s.code, name: s.name, timeZone: s.time_zone, currency,
      terminals: terminals.filter(t => t.store_id === s.id).map(({ id, code, name }) => ({ id, code, name })),
    }));
  });
  return {
    async of(userId) {
      const user = await access.of(userId);
      if (!user) return undefined;
      const places = await placesOf(user.firmId);
      return {
        user: {
          id: userId, username: user.username, fullName: user.fullName, roles: [...user.roles], permissions: [...user.permissions.keys()].sort(),
          limits: Object.fromEntries([...user.permissions].filter(([, limit]) => limit < 100)),
        },
        stores: places.filter(place => mayEnter(user, place.id)),
      };
    },
  };
}
