import { batch, signal } from '@preact/signals';
import { createForm, createPagedList, type Api, type DaySpan, type Events, type ListPage, type Session, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import type { CloseReply, ExplanationReply, PendingReply, ShiftReply } from '../../shifts/schemas.js';
import { createBusinessDays } from '../business-days.js';

export const shiftTabs = ['open', 'closed'] as const;
export type ShiftTab = (typeof shiftTabs)[number];

interface Deps {
  api: Api;
  events: Pick<Events, 'on'>;
  session: Pick<Session, 'can' | 'store' | 'user'>;
  toast: Toasts;
  t: Translate;
}
/** The shifts of the store, or of one's own till, and the one whose card is open. */
export function createShiftsModel({ api, events, session, toast, t }: Deps) {
  const days = createBusinessDays({ api, session });
  const tab = signal<ShiftTab>('open');
  const span = signal<DaySpan>({ from: '', to: '' });
  const list = createPagedList<ShiftReply>(async query => api.get<ListPage<ShiftReply>>('/api/pos/shifts', {
    ...query, state: tab.peek(), ...(tab.peek() === 'closed' ? await days.between(span.peek()) : {}),
  }));
  const open = signal<ShiftReply | undefined>(undefined);
  /** What waits at the till of an open shift, and what may be behind the difference of a closed one. */
  const pending = signal<PendingReply | undefined>(undefined);
  const explanations = signal<readonly ExplanationReply[]>([]);
  /** Whether it is being asked if a shift is to be closed by force. */
  const forcing = signal(false);
  const shiftRequired = signal(false);
  const force = createForm<{ counted: number | null; reason: string }>({ counted: null, reason: '' });
  const why = createForm({ reason: '' });
  let asked = 0;

  function show(shift: ShiftReply | undefined): void {
    const turn = ++asked;
    const of = shift?.id === open.peek()?.id && shift?.state === open.peek()?.state;
    batch(() => {
      open.value = shift;
      forcing.value = forcing.peek() && of;
      if (of) return;
      pending.value = undefined;
      explanations.value = [];
      why.reset({ reason: '' });
    });
    if (!shift) return;
    const take = <T>(work: Promise<T>, keep: (told: T) => void) => void work.then(told => { if (turn === asked) keep(told); }, () => { /* the card tells what it knows */ });
    if (shift.state === 'open') take(api.get<PendingReply>(`/api/pos/shifts/${shift.id}/pending`), told => { pending.value = told; });
    else if (shift.difference !== null && shift.difference !== 0)
      take(api.get<{ items: ExplanationReply[] }>(`/api/pos/shifts/${shift.id}/explain`), ({ items }) => { explanations.value = items; });
  }
  async function refresh(): Promise<void> {
    const shown = open.peek();
    const turn = asked;
    const [, shift] = await Promise.all([list.reload(), shown && api.get<ShiftReply>(`/api/pos/shifts/${shown.id}`).catch(() => undefined)]);
    if (shift && turn === asked) show(shift);
  }
  return {
    tab, span, list, open, pending, explanations, forcing, shiftRequired, force, why, show,
    start(): () => void {
      void list.reload();
      return events.on('shift.changed', () => void refresh());
    },
    async choose(next: ShiftTab): Promise<void> {
      tab.value = next;
      show(undefined);
      await list.setQuery({});
    },
    async between(next: DaySpan): Promise<void> {
      span.value = next;
      await list.setQuery({});
    },
    /** Who may say why: those whose shift it was, and who may see all. */
    mayExplain: (shift: ShiftReply): boolean =>
      shift.reasonMissing && (session.can('pos.shift.any') || [shift.cashierId, shift.closedBy].includes(session.user.peek()?.id ?? '')),
    async explain(): Promise<void> {
      const shift = open.peek();
      const reason = why.values.peek().reason.trim();
      if (!shift) return;
      if (reason === '') return why.refuse('reason', t('host:web.ui.required'));
      await why.submit(async () => show(await api.post<ShiftReply>(`/api/pos/shifts/${shift.id}/reason`, { reason })));
      await list.reload();
    },
    askForce(): void {
      batch(() => {
        force.reset({ counted: null, reason: '' });
        forcing.value = true;
      });
      api.get<{ shiftRequired: boolean }>('/api/pos/till').then(told => { shiftRequired.value = told.shiftRequired; }, () => { /* one consequence less is named */ });
    },
    leaveForce(): void {
      forcing.value = false;
    },
    async closeByForce(): Promise<void> {
      const shift = open.peek();
      const { counted, reason } = force.values.peek();
      if (!shift) return;
      if (reason.trim() === '') return force.refuse('reason', t('host:web.ui.required'));
      const done = await force.submit(async () => {
        const closed = await api.post<CloseReply>(`/api/pos/shifts/${shift.id}/force-close`, { reason: reason.trim(), ...(counted === null ? {} : { countedCash: counted }) });
        show(closed);
      });
      if (!done) return;
      toast.success(t('pos:ui.shifts.forced', { n: open.peek()?.zNo ?? 0 }));
      await list.reload();
    },
  };
}
export type ShiftsModel = ReturnType<typeof createShiftsModel>;
