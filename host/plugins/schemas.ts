import { list, oneOf, t } from '@sontechsp/sdk';

const suspension = t.Object({ at: t.String(), hook: t.String(), reason: t.String(), message: t.String() });

export const pluginItem = t.Object({
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
});
