import { createToken, parseSort, type FieldCipher, type Log, type Queries, type Shape } from '@sontechsp/sdk';
import { errors as tenancyErrors } from '../tenancy/refusals.js';
import { belongings, pageOfUsers, userById, type UserFilter, type UserRow } from './store.js';
import type { userReply } from './user-schemas.js';

export type UserCard = Shape<typeof userReply>;
/** Who looks: only who may change users sees identity numbers. */
export interface Viewer {
  readonly firmId: string;
  readonly seesIdentity: boolean;
}

/** Shows users. */
export interface UserCards {
  one(db: Queries, viewer: Viewer, id: string): Promise<UserCard>;
  page(db: Queries, viewer: Viewer, query: Omit<UserFilter, 'firmId' | 'paging'> & { sort: string | undefined; cursor: string | undefined; limit: number | undefined }):
    Promise<{ items: UserCard[]; nextCursor: string | null }>;
}
export const UserCards = createToken<UserCards>('host.userCards');

/** Where an encrypted identity number belongs. */
export const identityPlace = (userId: string): string => `kullanicilar.identity_number:${userId}`;

export function createUserCards({ fields, log }: { fields: FieldCipher; log: Log }): UserCards {
  /** One that was sealed with another root key is missing, and the log says so: the others are still to be seen. */
  const identityNumber = (id: string, sealed: string): Promise<string | null> => fields.open(identityPlace(id), sealed).catch(() => {
    log.error({ user: id }, 'An identity number cannot be opened with the root key in use. Start with the key it was sealed with, or enter the number again.');
    return null;
  });
  async function cards(db: Queries, { seesIdentity }: Viewer, rows: readonly UserRow[]): Promise<UserCard[]> {
    const { roles, stores } = await belongings(db, rows.map(r => r.id));
    return Promise.all(rows.map(async r => ({
      id: r.id, username: r.username, fullName: r.full_name, roles: roles.get(r.id) ?? [], storeIds: stores.get(r.id) ?? [], active: r.active,
      phone: r.phone, address: r.address, notes: r.notes, createdAt: r.created_at, updatedAt: r.updated_at,
      identityNumber: seesIdentity && r.identity_number !== null ? await identityNumber(r.id, r.identity_number) : null,
    })));
  }
  return {
    async one(db, viewer, id) {
      const row = await userById(db, id);
      if (!row || row.firm_id !== viewer.firmId || row.deleted_at !== null) throw tenancyErrors('host.notFound');
      return (await cards(db, viewer, [row]))[0]!;
    },
    async page(db, viewer, { sort, cursor, limit, ...filter }) {
      const paging = { sort: parseSort(sort, { name: 'search_key', fullName: 'search_key', username: 'username_key', createdAt: 'created_at' }, 'name'), cursor, limit };
      const { items, nextCursor } = await pageOfUsers(db, { ...filter, firmId: viewer.firmId, paging });
      return { items: await cards(db, viewer, items), nextCursor };
    },
  };
}
