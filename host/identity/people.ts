import type { Db, People } from '@sontechsp/sdk';
import type { Version } from '../tokens.js';
import { fullNames } from './store.js';

/** Names of a firm's people, also of those who left: their sales keep their names. */
export function createPeople({ db, version }: { db: Db; version: Version }): People {
  const namesOf = version.cache(async firmId => new Map((await fullNames(db, firmId)).map(r => [r.id, r.full_name])));
  return {
    async names(firmId, userIds) {
      if (userIds.length === 0) return new Map();
      const all = await namesOf(firmId);
      return new Map(userIds.flatMap(id => (all.has(id) ? [[id, all.get(id)!] as const] : [])));
    },
  };
}
