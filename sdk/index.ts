export { createToken, type Token } from './token.js';
export { provide, type Dependency, type Provider, type Resolved, type Uses } from './use.js';
export type { Language, PluginSet, Scope } from './scope.js';
export { Refusal, isRefusal, refusals, type RefusalFacts, type Refusals } from './refusals.js';
export {
  collectHook, joinHook, shapeHook, tap, vetoHook,
  type CollectHook, type HookDeclaration, type HookFault, type JoinHook, type ShapeHook, type Tap, type VetoHook,
} from './hooks.js';
export {
  MAX_MONEY, MAX_QUANTITY, choice, instant, list, listQuery, money, nullable, object, oneOf, optional, page, percent, quantity, signedMoney,
  secret, shortListQuery, signedQuantity, t, text, uuid, vatRate, type Schema, type Shape,
} from './schema.js';
export { defineSettings, type SettingsDeclaration, type SettingsReader, type SettingsTest, type SettingsTestContext } from './settings.js';
export { col, extendTable, table, type AnyTable, type Column, type Columns, type ColumnType, type Index, type Row, type RowOf, type Table } from './table.js';
export { addColumns, addIndex, backfill, createTable, migration, runSql, type BackfillTools, type Migration, type MigrationStep, type Sql } from './migration.js';
export { Db, UniqueViolation, Unmet, isUniqueViolation, isUnmet, type Condition, type FindOptions, type Param, type Queries, type Statement, type Tx } from './db.js';
export {
  Approvals, Audit, Background, Clock, FieldCipher, Ids, Live, Log, Messages, Outbox, People, Tenancy,
  type Firm, type Store, type Terminal, type Warehouse,
} from './tokens.js';
export { subscribe, topic, type Delivery, type Idempotency, type Subscriber, type SubscriberOptions, type Topic } from './outbox.js';
export { Failure, isFailure, type FailureFacts, type FailureKind } from './failure.js';
export { keptMessage, keptSentence, toldMessage, type Sentence } from './kept-message.js';
export { worker, type Worker, type WorkerContext } from './worker.js';
export { job, type Job, type JobContext, type JobSpec, type Schedule } from './job.js';
export { health, type Health, type HealthReport } from './health.js';
export {
  Adapters, adapter, adapterKind,
  type AdapterBase, type AdapterContext, type AdapterDeclaration, type AdapterHttp, type AdapterKind, type Connection, type HttpReply, type HttpRequest,
} from './adapter.js';
export { raw, route, type RawBody, type RawReply, type Route, type RouteInput, type UploadedFile } from './route.js';
export { permission, type Permission, type SeededRole } from './permission.js';
export { screen, slot, type MenuGroup, type Screen, type Slot } from './screen.js';
export { check, type Check } from './check.js';
export { demo, type Demo } from './demo.js';
export { definePlugin, type Locale, type Plugin, type PluginSpec } from './plugin.js';
export { fromThousandths, toThousandths } from './quantity.js';
export { lineGross, mulDiv, percentOf, share, vatIn } from './money.js';
export { fold, foldWords } from './fold.js';
export { canonicalJson } from './canonical-json.js';
export { dayLater, dayOf, dayStart, daysBetween, type DayRule, type DaySpan } from './days.js';
export { toUtc } from './instant.js';
export { pageOfAll } from './page-of-all.js';
export { decodeCursor, encodeCursor, keyset, parseSort, type CursorValue, type Keyset, type KeysetOptions, type SortColumn } from './cursor.js';
