import { list, object, oneOf, page, t } from '@sontechsp/sdk';

const suspension = t.Object({ at: t.String(), hook: t.String(), reason: t.String(), message: t.String() });
const checkUp = t.Object({ ok: t.Boolean(), detail: t.Optional(t.String()), at: t.String() });
const health = t.Object({
  errors: t.Integer(),
  faults: list(t.Object({ hook: t.String(), reason: t.String(), times: t.Integer(), message: t.String(), lastAt: t.String() })),
  costs: list(t.Object({ work: t.String(), times: t.Integer(), meanMs: t.Number(), p95Ms: t.Number() })),
  outbox: t.Object({ waiting: t.Integer(), uncertain: t.Integer(), dead: t.Integer(), held: t.Integer() }),
  check: t.Optional(checkUp),
});

const item = {
  id: t.String(),
  name: t.String(),
  version: t.String(),
  state: oneOf('active', 'failed'),
  reason: t.Optional(t.String()),
  requires: list(t.String()),
  optional: list(t.String()),
  /** Whether it has settings. */
  settings: t.Boolean(),
  /** A package is off until it is switched on; what comes with the host is on. */
  origin: oneOf('builtin', 'package'),
  /** Never suspended for failing. */
  essential: t.Boolean(),
  stores: t.Record(t.String(), t.Object({ enabled: t.Boolean(), state: oneOf('on', 'off', 'waiting', 'suspended', 'failed') })),
  /** Why it was suspended, by store. */
  suspended: t.Record(t.String(), suspension),
  /** A host died while it started it: it stays off until it may try again at a start. */
  quarantine: t.Optional(t.Object({ at: t.String(), version: t.String(), excused: t.Boolean() })),
  /** Of the last 24 hours, by store; empty in the reply to a write. */
  health: t.Record(t.String(), health),
};
export const pluginItem = t.Object(item);
/** `pending`: packages in the data folder of the answering host that it does not run, or runs otherwise, until it is started anew. */
export const pluginPage = t.Object({
  ...page(pluginItem).properties,
  pending: list(t.Object({ id: t.String(), name: t.String(), version: t.String(), change: oneOf('added', 'changed', 'removed') })),
});

export const pluginDetails = t.Object({
  ...item,
  description: t.Optional(t.String()),
  permissions: list(t.Object({ id: t.String(), title: t.String(), roles: list(t.String()) })),
  taps: list(t.Object({
    hook: t.String(), kind: t.String(), stage: t.String(), budget: t.Number(), place: t.Integer(), of: t.Integer(), order: list(t.String()),
  })),
  hooks: list(t.Object({ hook: t.String(), kind: t.String(), order: list(t.String()) })),
  routes: list(t.Object({ method: t.String(), path: t.String(), permission: t.String() })),
  screens: list(t.Object({ path: t.String(), title: t.String(), permission: t.String() })),
  slots: list(t.String()),
  topics: list(t.String()),
  subscribers: list(t.Object({ topic: t.String(), id: t.String(), onDisable: t.String() })),
  jobs: list(t.Object({ id: t.String(), per: t.String(), schedule: t.String() })),
  adapters: list(t.Object({ id: t.String(), of: t.String(), title: t.String() })),
  tables: list(t.String()),
  workers: list(t.String()),
  uses: list(t.String()),
});

export const preview = object({
  enabled: t.Boolean(),
  others: list(object({ id: t.String(), name: t.String() })),
  openScreens: t.Integer(),
  screens: list(object({ plugin: t.String(), path: t.String(), title: t.String() })),
  rows: list(object({ subscriber: t.String(), topic: t.String(), onDisable: oneOf('hold', 'drain', 'cancel'), rows: t.Integer() })),
  jobs: list(object({ id: t.String(), running: t.Boolean() })),
  taps: list(object({ plugin: t.String(), hook: t.String() })),
  routes: t.Integer(),
});

export const hookOrder = t.Object({
  hook: t.String(), kind: oneOf('shape', 'veto', 'join', 'collect'), owner: t.String(), budget: t.Number(),
  taps: list(t.Object({ plugin: t.String(), stage: oneOf('early', 'late') })),
});
