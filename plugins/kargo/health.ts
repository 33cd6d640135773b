import { Clock, Db, Messages, health } from '@sontechsp/sdk';
import { standingOf } from './health-store.js';

/** Not well while shipments stand still for a reason a person can mend. */
export const wellbeing = health({ db: Db, clock: Clock, messages: Messages }, async (scope, { db, clock, messages }) => {
  const { refused, late, stuck } = await standingOf(db, scope.storeId, clock.now());
  if (refused + stuck > 0) return { ok: false, detail: messages.text(scope.language, 'kargo:health.standing', { refused, stuck }) };
  return late > 0 ? { ok: true, detail: messages.text(scope.language, 'kargo:health.late', { late }) } : { ok: true };
});
