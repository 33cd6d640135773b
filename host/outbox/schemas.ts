import { instant, list, listQuery, nullable, object, oneOf, optional, page, t, text, uuid } from '@sontechsp/sdk';
import { outboxStates } from './tables.js';

const state = oneOf(...outboxStates);
const connection = t.Object({ id: uuid(), name: t.String(), plugin: t.String(), pluginName: nullable(t.String()) });
const item = {
  id: uuid(), topic: t.String(), subscriber: t.String(), plugin: t.String(), state, storeId: nullable(uuid()), aggregate: t.String(), lane: t.String(),
  attempts: t.Integer(), dueAt: nullable(instant()), createdAt: instant(), doneAt: nullable(instant()), closedBy: nullable(t.String()), lastError: nullable(t.String()),
  /** Whose lane it is, where the lane is a connection's. */
  connection: nullable(connection),
};
const evidence = t.Object({ at: instant(), kind: t.String(), message: t.String(), remoteCode: t.Optional(t.String()), said: t.Optional(t.String()) });

export const idParam = object({ id: uuid() });
export const outboxQuery = listQuery({
  state: optional(state), topic: optional(text(200)), subscriber: optional(text(200)), plugin: optional(text(100)), aggregate: optional(text(200)), storeId: optional(uuid()),
});
export const outboxPage = page(t.Object(item));
export const outboxCounts = t.Object({ counts: t.Record(t.String(), t.Integer()) });
export const closing = object({ reason: text(500, 1) });
export const outboxCase = t.Object({
  ...item,
  /** Secrets and sensitive fields taken out. */
  payload: t.Unknown(),
  /** What the subscriber kept of the remote's answer. */
  answer: t.Unknown(),
  evidence: nullable(evidence),
  inDoubt: t.Boolean(),
  leasedUntil: nullable(instant()),
  waitsFor: nullable(t.Object({ id: uuid(), state })),
  laneRest: nullable(t.Object({ reason: t.String(), restsUntil: nullable(instant()), lastError: t.String() })),
  history: list(t.Object({
    at: instant(), attempt: t.Integer(), state, userId: nullable(t.String()), userName: nullable(t.String()), note: nullable(t.String()), evidence: nullable(evidence),
  })),
});
