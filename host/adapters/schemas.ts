import { list, listQuery, nullable, object, oneOf, optional, page, t, text, uuid } from '@sontechsp/sdk';

const adapterId = () => t.String({ minLength: 1, maxLength: 100 });
/** Checked by the adapter's own schema. */
const values = () => t.Record(t.String({ maxLength: 100 }), t.Unknown());

export const idParam = object({ id: uuid() });
export const connectionQuery = listQuery({ storeId: optional(uuid()), kind: optional(adapterId()), plugin: optional(adapterId()) });
export const newConnection = object({
  id: optional(uuid()), storeId: optional(uuid()), adapterId: adapterId(), name: text(100, 1), settings: optional(values()), enabled: optional(t.Boolean()),
});
export const connectionChange = object({ name: optional(text(100, 1)), settings: optional(values()), enabled: optional(t.Boolean()) });
/** `id`: the connection whose secrets stand in for those left out. */
export const trialOf = object({ id: optional(uuid()), adapterId: adapterId(), settings: values() });

/** The closed list of failures, and `failed` for an adapter that broke. */
const failureKind = () => oneOf('auth', 'rateLimited', 'unavailable', 'validation', 'conflict', 'notFound', 'notSupported', 'failed');
const failure = () => t.Object({ kind: failureKind(), message: t.String(), detail: t.Optional(t.String()), remoteCode: t.Optional(t.String()), evidence: t.Optional(t.String()) });
/** `said`: what the plugin has to say of a test that went well. */
export const trialReply = t.Object({ ok: t.Boolean(), said: t.Optional(t.String()), failure: t.Optional(failure()) });

export const connectionReply = t.Object({
  id: uuid(), storeId: uuid(), name: t.String(), enabled: t.Boolean(),
  plugin: t.String(), pluginName: nullable(t.String()), kind: nullable(t.String()), adapterId: t.String(), title: nullable(t.String()),
  /** `off`: switched off itself; `pluginOff`: its plugin is, in the store; `missing`: its plugin is not installed or does not run. */
  state: oneOf('on', 'off', 'pluginOff', 'missing'),
  /** Secrets as `{set}`. */
  settings: values(),
  lastTest: nullable(t.Object({ at: t.String(), ok: t.Boolean(), failure: t.Optional(failure()) })),
  webhookPath: nullable(t.String()),
  /** Calls are held back on every host, until then. */
  resting: nullable(t.Object({ kind: failureKind(), until: t.String() })),
  createdAt: t.String(), changedAt: t.String(),
});
export const connectionPage = page(connectionReply);

const adapterReply = t.Object({
  id: t.String(), kind: t.String(), title: t.String(), plugin: t.String(), pluginName: t.String(), schema: t.Unknown(), capabilities: t.Unknown(),
});
export const adapterQuery = object({ kind: optional(adapterId()), plugin: optional(adapterId()) });
export const adapterList = t.Object({ items: list(adapterReply) });
