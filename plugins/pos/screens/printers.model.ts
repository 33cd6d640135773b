import { batch, signal } from '@preact/signals';
import { createForm, createPagedList, createWork, type Api, type BrowserClock, type Events, type ListPage, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import { bodyOf, emptyPrinter, formOf, pageNumbers, type PageName, type PrintJob, type PrinterCardData, type PrinterForm } from './printer.js';

export const printerTabs = ['printers', 'failed', 'queued', 'all', 'logo'] as const;
export type PrinterTab = (typeof printerTabs)[number];

const AGAIN_MS = 400;
/** Receipts that come out as ever are not told of, so the list looks for them. */
const LOOK_MS = 5000;
const ended: readonly PrintJob['state'][] = ['printed', 'failed', 'expired', 'cancelled'];

interface Deps { api: Api; events: Events; toast: Toasts; t: Translate; clock: BrowserClock }

/** The printers of the store, and what became of what they were to print. */
export function createPrintersModel({ api, events, toast, t, clock }: Deps) {
  const tab = signal<PrinterTab>('printers');
  const printers = createPagedList<PrinterCardData>(query => api.get('/api/pos/printers', query));
  const jobs = createPagedList<PrintJob>(query => api.get('/api/pos/print-jobs', query));
  const counts = signal<{ readonly failed: number; readonly queued: number }>({ failed: 0, queued: 0 });
  /** The printer whose card is open; `new` for one that is set up. */
  const open = signal<PrinterCardData | 'new' | undefined>(undefined);
  const openJob = signal<PrintJob | undefined>(undefined);
  const form = createForm<PrinterForm>(emptyPrinter);
  /** What became of the last test slip. */
  const tried = signal<PrintJob | undefined>(undefined);
  const work = createWork(toast.problem);

  async function count(): Promise<void> {
    const of = async (state: string): Promise<number> => (await api.get<ListPage<PrintJob>>('/api/pos/print-jobs', { state, limit: 100 })).items.length;
    const [failed, queued] = await Promise.all([of('failed'), of('queued')]);
    counts.value = { failed, queued };
  }
  async function load(): Promise<void> {
    const list = tab.value === 'printers' ? printers.reload() : tab.value === 'logo' ? undefined : jobs.reload();
    await Promise.all([list, count().catch(() => undefined)]);
    const shown = openJob.value;
    if (shown) openJob.value = jobs.items.value.find(job => job.id === shown.id) ?? shown;
    const card = open.value;
    if (card && card !== 'new') open.value = printers.items.value.find(printer => printer.id === card.id) ?? card;
  }

  function check(): boolean {
    const { name, kind, host, path } = form.values.value;
    const empty = [['name', name], kind === 'tcp' ? ['host', host] : ['path', path]].filter(([, value]) => value!.trim() === '');
    for (const [field] of empty) form.refuse(field!, t('host:web.ui.required'));
    return empty.length === 0;
  }
  /** Resolves to the printer as it stands, or undefined when it was refused. */
  async function keep(): Promise<PrinterCardData | undefined> {
    const card = open.value;
    if (!card || !check()) return undefined;
    if (card !== 'new' && !form.changed.value) return card;
    let kept: PrinterCardData | undefined;
    await form.submit(async values => {
      const body = bodyOf(values);
      kept = card === 'new' ? await api.post<PrinterCardData>('/api/pos/printers', body) : await api.patch<PrinterCardData>(`/api/pos/printers/${card.id}`, body);
      batch(() => {
        open.value = kept;
        form.reset(formOf(kept!));
      });
      await printers.reload();
    });
    return kept;
  }
  async function follow(job: PrintJob): Promise<void> {
    tried.value = job;
    if (ended.includes(job.state)) return;
    await new Promise<void>(done => { clock.after(AGAIN_MS, done); });
    // Whoever closed the card does not ask any more.
    if (tried.value?.id === job.id) await follow(await api.get<PrintJob>(`/api/pos/print-jobs/${job.id}`).catch(() => job));
  }
  const decide = (verb: 'retry' | 'cancel', job: PrintJob) => work.run(async () => {
    openJob.value = await api.post<PrintJob>(`/api/pos/print-jobs/${job.id}/${verb}`);
    await load();
  });

  return {
    tab, printers, jobs, counts, open, openJob, form, tried, busy: work.busy,
    start(): () => void {
      void load();
      let stop = clock.after(LOOK_MS, function again() {
        // Who has gone further down a long list is not brought back to its head.
        if (tab.value === 'printers' || jobs.items.value.length <= 100) void load();
        stop = clock.after(LOOK_MS, again);
      });
      const deaf = events.on('printing.changed', () => void load());
      return () => {
        tried.value = undefined;
        stop();
        deaf();
      };
    },
    async choose(next: PrinterTab): Promise<void> {
      batch(() => {
        tab.value = next;
        open.value = undefined;
        openJob.value = undefined;
      });
      if (next === 'printers') await printers.reload();
      else if (next !== 'logo') await jobs.setQuery({ state: next === 'all' ? undefined : next });
    },
    show(printer: PrinterCardData | 'new' | undefined): void {
      batch(() => {
        open.value = printer;
        tried.value = undefined;
        form.reset(printer && printer !== 'new' ? formOf(printer) : emptyPrinter);
      });
    },
    showJob(job: PrintJob | undefined): void {
      openJob.value = job;
    },
    /** A page brings the number most printers know it by. */
    choosePage(which: 'page' | 'otherPage', name: PageName | ''): void {
      batch(() => {
        form.set(which, name as PageName);
        form.set(which === 'page' ? 'pageNumber' : 'otherNumber', name === '' ? null : pageNumbers[name]);
      });
    },
    async save(): Promise<void> {
      if (!await keep()) return;
      toast.success(t('host:web.ui.saved'));
      open.value = undefined;
    },
    /** Keeps what was changed, and prints a slip with it. */
    test: () => work.run(async () => {
      const printer = await keep();
      if (printer) void follow(await api.post<PrintJob>(`/api/pos/printers/${printer.id}/test`));
    }),
    remove: (printer: PrinterCardData) => work.run(async () => {
      await api.delete(`/api/pos/printers/${printer.id}`);
      open.value = undefined;
      await load();
    }),
    retry: (job: PrintJob) => decide('retry', job),
    cancel: (job: PrintJob) => decide('cancel', job),
  };
}
export type PrintersModel = ReturnType<typeof createPrintersModel>;
