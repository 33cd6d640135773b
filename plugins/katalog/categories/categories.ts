import { createToken, isUniqueViolation, type Audit, type Clock, type Db, type Ids, type Scope, type Tx } from '@sontechsp/sdk';
import type { ChangeNews } from '../change-news.js';
import { errors, idReused } from '../errors.js';
import { turkishSortKey } from '../sort-key.js';
import { cleanName, searchKey } from '../text.js';
import type { CategoryChanges, CategoryQuery, CategoryView, NewCategory } from './schemas.js';
import { deleteCategory, familyOf, insertCategory, isInUse, listCategories, lockCategory, updateCategory, type CategoryRow } from './store.js';

/** The categories of a firm's products: a tree of names. */
export interface Categories {
  list(scope: Scope, query: CategoryQuery): Promise<{ items: CategoryView[]; nextCursor: string | null }>;
  create(scope: Scope, category: NewCategory, run: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>): Promise<CategoryView>;
  change(scope: Scope, id: string, changes: CategoryChanges): Promise<CategoryView>;
  remove(scope: Scope, id: string): Promise<void>;
}
export const Categories = createToken<Categories>('katalog.categories');

interface Deps {
  db: Db;
  clock: Clock;
  ids: Ids;
  audit: Audit;
  news: ChangeNews;
}

export function createCategories({ db, clock, ids, audit, news }: Deps): Categories {
  async function record(tx: Tx, scope: Scope, what: 'create' | 'update' | 'delete', row: CategoryRow): Promise<void> {
    await audit.record(tx, scope, `katalog.category.${what}`, { type: 'category', id: row.id }, { name: row.name });
    tx.afterCommit(() => news.changed());
  }
  async function locked(tx: Tx, scope: Scope, id: string): Promise<CategoryRow> {
    const row = await lockCategory(tx, scope.firmId, id);
    if (!row) throw errors('katalog.notFound', { id });
    return row;
  }
  async function named<T>(name: string | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isUniqueViolation(error, 'urun_kategorileri_pkey')) throw idReused();
      if (isUniqueViolation(error) && error.constraint.startsWith('urun_kategorileri_')) throw errors('katalog.categoryTaken', { name });
      throw error;
    }
  }

  return {
    async list(scope, query) {
      const { items, nextCursor } = await listCategories(db, scope.firmId, query);
      return { items: items.map(toView), nextCursor };
    },

    create: (scope, category, run) => named(category.name, () => run(async tx => {
      if (category.parentId) await locked(tx, scope, category.parentId);
      const now = clock.now();
      const row: CategoryRow = {
        id: (category.id ?? ids.next()).toLowerCase(), firm_id: scope.firmId, parent_id: category.parentId?.toLowerCase() ?? null,
        ...keys(category.name), created_at: now, updated_at: now,
      };
      await insertCategory(tx, row);
      await record(tx, scope, 'create', row);
      return toView(row);
    })),

    change: (scope, id, changes) => named(changes.name, () => db.transaction(async tx => {
      const before = await locked(tx, scope, id);
      if (changes.parentId) {
        await locked(tx, scope, changes.parentId);
        const below = await familyOf(tx, scope.firmId, before.id);
        if (below.includes(changes.parentId.toLowerCase())) throw errors('katalog.categoryCycle', { parentId: changes.parentId });
      }
      const changed = {
        ...(changes.name === undefined ? {} : keys(changes.name)),
        ...(changes.parentId === undefined ? {} : { parent_id: changes.parentId?.toLowerCase() ?? null }),
        updated_at: clock.now(),
      };
      await updateCategory(tx, scope.firmId, before.id, changed);
      const after = { ...before, ...changed };
      await record(tx, scope, 'update', after);
      return toView(after);
    })),

    remove: (scope, id) => db.transaction(async tx => {
      const row = await locked(tx, scope, id);
      if (await isInUse(tx, scope.firmId, row.id)) throw errors('katalog.categoryInUse', { id: row.id, name: row.name });
      await deleteCategory(tx, scope.firmId, row.id);
      await record(tx, scope, 'delete', row);
    }),
  };
}

export function keys(given: string): Pick<CategoryRow, 'name' | 'name_key' | 'sort_key'> {
  const name = cleanName(given);
  return { name, name_key: searchKey(name), sort_key: turkishSortKey(name) };
}
const toView = (row: CategoryRow): CategoryView =>
  ({ id: row.id, name: row.name, parentId: row.parent_id, createdAt: row.created_at, updatedAt: row.updated_at });
