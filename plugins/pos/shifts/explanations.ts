import { Db, Messages, Tenancy, createToken, provide, type Queries, type Scope } from '@sontechsp/sdk';
import { notesOf } from '../denominations.js';
import { errors } from '../errors.js';
import { createFormat, type Format } from '../receipt/format.js';
import type { ShiftRow } from '../tables.js';
import { readEvents } from './events-store.js';
import { explain, type DrawerEvent, type Step } from './explain.js';
import type { ExplanationReply } from './schemas.js';

/** Says in words what may be behind the difference of a closed shift. */
export interface Explanations {
  /** The likeliest first; none where nothing is amiss or nothing was counted. `db`: the transaction of the close. */
  of(scope: Scope, shift: ShiftRow, db?: Queries): Promise<ExplanationReply[]>;
}
export const Explanations = createToken<Explanations>('pos.explanations');

/** How many receipts a sentence names. */
const NAMED = 3;
/** How many events a step lists. */
const LISTED = 20;

export function createExplanations({ db, tenancy, messages }: { db: Db; tenancy: Tenancy; messages: Messages }): Explanations {
  return {
    async of(scope, shift, reads = db) {
      if (shift.state === 'open') throw errors('pos.shiftNotClosed');
      if (shift.difference === null || shift.difference === 0) return [];
      const [{ timeZone }, { currency }, events] = await Promise.all([tenancy.store(shift.store_id), tenancy.firm(shift.firm_id), readEvents(reads, shift)]);
      const format = createFormat(scope.language, timeZone);
      const word = (key: string, values?: Record<string, unknown>): string => messages.text(scope.language, `pos:explain.${key}`, values);
      return explain(shift.difference, events, notesOf(currency)).map(({ steps }) => ({
        steps: steps.map(step => ({
          code: step.fault, effect: step.effect, text: sentence(step, format, word), count: step.events.length,
          events: step.events.slice(0, LISTED).map(({ type, id, name, at }) => ({ type, id, name, at })),
        })),
      }));
    },
  };
}

function sentence({ fault, effect, events }: Step, format: Format, word: (key: string, values?: Record<string, unknown>) => string): string {
  const doubled = fault === 'outEnteredAsIn' || fault === 'inEnteredAsOut';
  const amount = format.money(Math.abs(effect) / (doubled ? 2 : 1));
  const nameOf = ({ type, name, at }: DrawerEvent): string =>
    type === 'opening' || type === 'count' ? word(type) : type === 'drawer' ? format.time(at) : name;
  const named = events.slice(0, NAMED).map(nameOf).join(', ');
  const where = events.length > NAMED ? word('more', { named, count: events.length - NAMED }) : named;
  if (fault !== 'movementMissing') return word(fault, { amount, where });
  const said = word(effect < 0 ? 'outMissing' : 'inMissing', { amount });
  return events.length === 0 ? said : `${said} ${word('drawerOpened', { where })}`;
}
export const explanations = provide(Explanations, { db: Db, tenancy: Tenancy, messages: Messages }, createExplanations);
