import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { createWork, parseDecimal, uuid, type Api } from '@sontechsp/sdk/ui';
import type { CloseReply, MovementMade, PendingReply, ShiftReply } from '../../shifts/schemas.js';
import type { Desk } from '../desk.js';
import type { ShiftState } from './shift-state.js';

/** What is done with a drawer: opened, counted, given and taken from. */
export interface ShiftWork {
  /** Notes and coins are counted one kind at a time, instead of their sum being typed. */
  readonly byNotes: ReadonlySignal<boolean>;
  /** How many of each, as typed. */
  readonly counts: ReadonlySignal<ReadonlyMap<number, string>>;
  /** What the field, or the notes, come to; undefined when it cannot be read. */
  readonly amount: ReadonlySignal<number | undefined>;
  readonly counted: ReadonlySignal<number | undefined>;
  readonly reason: ReadonlySignal<string>;
  /** What waits at the till; null once it was seen. */
  readonly pending: ReadonlySignal<PendingReply | null | undefined>;
  readonly closed: ReadonlySignal<CloseReply | undefined>;
  readonly busy: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<unknown>;
  /** Another thing is done now: nothing of the last stays in the fields. */
  begin(): void;
  countBy(notes: boolean): void;
  count(denomination: number, text: string): void;
  explain(reason: string): void;
  openShift(): Promise<unknown>;
  move(type: 'in' | 'out'): Promise<unknown>;
  look(): Promise<void>;
  seen(): void;
  /** The count is done: its difference is shown before anything is closed. */
  compare(): void;
  close(): Promise<unknown>;
  /** Keeps the reason of a difference that is known only now. */
  giveReason(): Promise<unknown>;
}

interface Deps {
  api: Api;
  desk: Desk;
  state: ShiftState;
}
export function createShiftWork({ api, desk, state }: Deps): ShiftWork {
  const byNotes = signal(false);
  const counts = signal<ReadonlyMap<number, string>>(new Map());
  const counted = signal<number | undefined>(undefined);
  const reason = signal('');
  const pending = signal<PendingReply | null | undefined>(undefined);
  const closed = signal<CloseReply | undefined>(undefined);
  const work = createWork();
  /** Of the shift or movement being made: the same for every try. */
  let id = uuid();

  const amount = computed(() => {
    if (byNotes.value) return [...counts.value].reduce((sum, [value, text]) => sum + value * Number(text || 0), 0);
    const typed = parseDecimal(desk.entry.value.text.trim(), 2, desk.mark());
    return typed !== undefined && typed >= 0 ? typed : undefined;
  });
  function begin(): void {
    batch(() => {
      id = uuid();
      counts.value = new Map();
      counted.value = undefined;
      reason.value = '';
      work.say(undefined);
      pending.value = undefined;
    });
  }
  const current = (): ShiftReply | undefined => state.current.peek() ?? undefined;
  return {
    byNotes, counts, amount, counted, reason, pending, closed, begin,
    busy: work.busy, problem: work.problem,
    countBy(notes) {
      byNotes.value = notes;
    },
    count(denomination, text) {
      counts.value = new Map(counts.peek()).set(denomination, text.replace(/\D/g, '').slice(0, 6));
    },
    explain(text) {
      reason.value = text;
    },
    openShift: () => work.run(async () => {
      const openingCash = amount.peek() ?? (desk.entry.peek().text.trim() === '' ? 0 : undefined);
      if (openingCash === undefined) return desk.refuse('badNumber');
      const opened = await api.post<ShiftReply>('/api/pos/shifts', { id, openingCash });
      batch(() => {
        state.know(opened);
        begin();
        desk.rest();
        desk.say('shiftOpened');
      });
    }),
    move: type => work.run(async () => {
      const shift = current();
      const sum = amount.peek();
      if (!shift) return;
      if (sum === undefined || sum === 0) return desk.refuse('badNumber');
      if (reason.peek().trim() === '') return desk.refuse('noReason');
      const { balance } = await api.post<MovementMade>(`/api/pos/shifts/${shift.id}/movements`, { id, type, amount: sum, reason: reason.peek().trim() });
      batch(() => {
        state.know({ ...shift, expectedCash: balance });
        begin();
        desk.show({ kind: 'shift', view: 'home' });
        desk.say(type === 'in' ? 'paidIn' : 'paidOut');
      });
    }),
    async look() {
      const shift = current();
      if (!shift || pending.peek() !== undefined) return;
      try {
        pending.value = await api.get<PendingReply>(`/api/pos/shifts/${shift.id}/pending`);
      } catch {
        // What cannot be asked hinders no count.
        pending.value = null;
      }
    },
    seen() {
      pending.value = null;
    },
    compare() {
      if (amount.peek() === undefined) return desk.refuse('badNumber');
      batch(() => {
        counted.value = amount.peek();
        desk.show({ kind: 'shift', view: 'close' });
      });
    },
    close: () => work.run(async () => {
      const shift = current();
      const sum = counted.peek();
      if (!shift || sum === undefined) return;
      const denominations = [...counts.peek()].map(([value, text]) => ({ value, count: Number(text || 0) })).filter(one => one.count > 0);
      const why = reason.peek().trim();
      const reply = await api.post<CloseReply>(`/api/pos/shifts/${shift.id}/close`, {
        countedCash: sum, ...(byNotes.peek() && denominations.length > 0 ? { denominations } : {}), ...(why === '' ? {} : { reason: why }),
      });
      batch(() => {
        closed.value = reply;
        state.know(null);
        begin();
        desk.show({ kind: 'shift', view: 'closed' });
      });
    }),
    giveReason: () => work.run(async () => {
      const shift = closed.peek();
      const why = reason.peek().trim();
      if (!shift || why === '') return;
      const { reasonMissing, reason: given } = await api.post<ShiftReply>(`/api/pos/shifts/${shift.id}/reason`, { reason: why }, { key: id });
      batch(() => {
        closed.value = { ...shift, reasonMissing, reason: given };
        reason.value = '';
        desk.say('reasonKept');
      });
    }),
  };
}
