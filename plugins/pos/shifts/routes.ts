import { Db, Messages, Refusal, Tenancy, pageOfAll, raw, route, type Resolved, type Scope, type Tx } from '@sontechsp/sdk';
import { PaymentMethods } from '../payment-methods.js';
import { Closing } from './closing.js';
import { Explanations } from './explanations.js';
import { Pending } from './pending.js';
import { Reasons } from './reasons.js';
import { ShiftLook } from './reply.js';
import { Reports } from './reports.js';
import {
  closeBody, closeReply, denominationList, drawerBody, explainReply, forceCloseBody, movementBody, movementList, movementMade, movementQuery, openBody, pendingReply, reasonBody, reportQuery,
  reportReply, shiftId, shiftList, shiftQuery, shiftReply, type CloseBody, type CloseReply, type MovementMade,
} from './schemas.js';
import { Shifts, type NewMovement } from './shifts.js';
import { slipOf, slipText } from './slip.js';
import { listShifts, movementsOf } from './store.js';

const parts = { shifts: Shifts, closing: Closing, look: ShiftLook, explanations: Explanations };
type Once = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

async function closed(scope: Scope, id: string, body: Partial<CloseBody> & { forced: boolean }, once: Once, { shifts, closing, look, explanations }: Resolved<typeof parts>): Promise<CloseReply> {
  await look.warm(scope, (await shifts.find(scope, id)).terminal_id);
  return once(async tx => {
    const { shift, report, cash } = await closing.close(tx, scope, id, { counted: body.countedCash, denominations: denominationList(body.denominations), reason: body.reason ?? undefined, forced: body.forced });
    return {
      ...await look.shift(scope, shift, tx), denominations: shift.denominations, cash, receipts: { stored: report.receipts.stored, printed: report.printed, unprinted: report.unprinted },
      explanations: await explanations.of(scope, shift, tx),
    };
  });
}

async function moved(scope: Scope, id: string, body: NewMovement, once: Once, { shifts, look }: Resolved<typeof parts>): Promise<MovementMade> {
  await look.warm(scope);
  return once(async tx => {
    const { shift, movement } = await shifts.move(tx, scope, id, body);
    const [made] = await look.movements([movement]);
    return { ...made!, balance: (await shifts.cash(scope, shift, tx))?.expected ?? null };
  });
}

const open = route({
  method: 'POST', path: '/shifts', permission: 'pos.shift', body: openBody, reply: shiftReply, status: 201,
  summary: 'Opens a shift at the caller\'s till, with the cash that is in its drawer.',
  use: { shifts: Shifts, look: ShiftLook },
  async handle({ scope, body, once, use: { shifts, look } }) {
    await look.warm(scope);
    return once(async tx => look.shift(scope, await shifts.open(tx, scope, body), tx));
  },
});

const current = route({
  method: 'GET', path: '/shifts/current', permission: 'pos.shift', reply: shiftReply,
  summary: 'The open shift of the caller\'s till.',
  use: { shifts: Shifts, look: ShiftLook },
  handle: async ({ scope, use: { shifts, look } }) => look.shift(scope, await shifts.current(scope)),
});

const list = route({
  method: 'GET', path: '/shifts', permission: 'pos.shift', query: shiftQuery, reply: shiftList,
  summary: 'Shifts of the store, newest first; without the right to others, those of the caller\'s till.',
  use: { db: Db, look: ShiftLook },
  async handle({ scope, query, use: { db, look } }) {
    if (!scope.can('pos.shift.any') && query.terminalId !== undefined && query.terminalId !== scope.terminalId) {
      throw new Refusal('auth.forbidden', 403, { permission: 'pos.shift.any' });
    }
    const { items, nextCursor } = await listShifts(db, scope.storeId, scope.can('pos.shift.any') ? query : { ...query, terminalId: scope.terminalId });
    return { items: await look.shifts(scope, items), nextCursor };
  },
});

const one = route({
  method: 'GET', path: '/shifts/:id', permission: 'pos.shift', params: shiftId, reply: shiftReply,
  summary: 'A shift of the store.',
  use: { shifts: Shifts, look: ShiftLook },
  handle: async ({ scope, params, use: { shifts, look } }) => look.shift(scope, await shifts.find(scope, params.id)),
});

const close = route({
  method: 'POST', path: '/shifts/:id/close', permission: 'pos.shift', params: shiftId, body: closeBody, reply: closeReply,
  summary: 'Closes a shift with what was counted, and freezes its Z report.',
  use: parts,
  handle: ({ scope, params, body, once, use }) => closed(scope, params.id, { ...body, forced: false }, once, use),
});

const forceClose = route({
  method: 'POST', path: '/shifts/:id/force-close', permission: 'pos.shift.any', params: shiftId, body: forceCloseBody, reply: closeReply,
  summary: 'Closes a shift that nobody closed, also without counting.',
  use: parts,
  handle: ({ scope, params, body, once, use }) => closed(scope, params.id, { ...body, forced: true }, once, use),
});

const reason = route({
  method: 'POST', path: '/shifts/:id/reason', permission: 'pos.shift', params: shiftId, body: reasonBody, reply: shiftReply,
  summary: 'Gives the reason of a difference after the close, once; the Z report stays as it was frozen.',
  use: { reasons: Reasons, look: ShiftLook },
  async handle({ scope, params, body, once, use: { reasons, look } }) {
    await look.warm(scope);
    return once(async tx => look.shift(scope, await reasons.give(tx, scope, params.id, body.reason), tx));
  },
});

const move = route({
  method: 'POST', path: '/shifts/:id/movements', permission: 'pos.shift', params: shiftId, body: movementBody, reply: movementMade, status: 201,
  summary: 'Puts cash into the drawer or takes some out, with a reason.',
  use: parts,
  handle: ({ scope, params, body, once, use }) => moved(scope, params.id, body, once, use),
});

const drawer = route({
  method: 'POST', path: '/shifts/:id/drawer', permission: 'pos.shift', params: shiftId, body: drawerBody, reply: movementMade, status: 201,
  summary: 'Keeps that the drawer was opened without a sale, and why.',
  use: parts,
  handle: ({ scope, params, body, once, use }) => moved(scope, params.id, { ...body, type: 'drawer', amount: 0 }, once, use),
});

const movements = route({
  method: 'GET', path: '/shifts/:id/movements', permission: 'pos.shift', params: shiftId, query: movementQuery, reply: movementList,
  summary: 'What was put into the drawer and taken out, in order.',
  use: { db: Db, shifts: Shifts, look: ShiftLook },
  async handle({ scope, params, query, use: { db, shifts, look } }) {
    const { id } = await shifts.find(scope, params.id);
    return pageOfAll(await look.movements(await movementsOf(db, id)), query, movement => ({ id: movement.id, name: movement.reason }));
  },
});

const pending = route({
  method: 'GET', path: '/shifts/:id/pending', permission: 'pos.shift', params: shiftId, reply: pendingReply,
  summary: 'What still waits at the till: parked baskets, and what plugins add. Nothing of it stops the close.',
  use: { shifts: Shifts, pending: Pending },
  handle: async ({ scope, params, use: { shifts, pending } }) => pending.list(scope, await shifts.find(scope, params.id)),
});

const explain = route({
  method: 'GET', path: '/shifts/:id/explain', permission: 'pos.shift', params: shiftId, reply: explainReply,
  summary: 'What may be behind the difference of a closed shift, the likeliest first.',
  use: { shifts: Shifts, explanations: Explanations },
  handle: async ({ scope, params, use: { shifts, explanations } }) =>
    ({ items: await explanations.of(scope, await shifts.find(scope, params.id)) }),
});

const report = route({
  method: 'GET', path: '/shifts/:id/report', permission: 'pos.shift', params: shiftId, query: reportQuery, reply: reportReply, types: ['text/plain'],
  summary: 'The X report of a shift as it stands, or the Z report of a closed one; as data or as text to be printed.',
  use: { shifts: Shifts, reports: Reports, tenancy: Tenancy, methods: PaymentMethods, messages: Messages },
  async handle({ scope, params, query, use: { shifts, reports, tenancy, methods, messages } }) {
    const shift = await shifts.find(scope, params.id);
    const made = await reports.read(scope, shift, query.type ?? 'x');
    if (query.format !== 'text') return made;
    const [{ currency }, { language, timeZone }, known] = await Promise.all([tenancy.firm(shift.firm_id), tenancy.store(shift.store_id), methods.list(scope)]);
    const words = (under: string) => (key: string): string => messages.text(language, `pos:${under}.${key}`);
    const slip = slipOf({
      report: made, language, timeZone, currency: currency === 'TRY' ? 'TL' : currency, copy: query.copy === 'true', word: words('shift'), receiptWord: words('receipt'),
      methodName: method => messages.text(language, known.find(one => one.method === method)?.title ?? `pos:receipt.methods.${method}`),
    });
    return raw('text/plain; charset=utf-8', slipText(slip, query.columns === '32' ? 32 : 48));
  },
});

export const shiftRoutes = [open, current, list, one, close, forceClose, reason, move, drawer, movements, pending, explain, report];
