import { expect } from 'chai';
import { ApiProblem, type Api, type Toasts } from '@sontechsp/sdk/ui';
import { bodyOf, emptyPrinter, formOf, type PrintJob, type PrinterCardData } from '../../../plugins/pos/screens/printer.js';
import { createPrintersModel } from '../../../plugins/pos/screens/printers.model.js';
import { createLogoModel } from '../../../plugins/pos/screens/printing/logo.model.js';
import { fakeClock, fakeEvents, problem, settle } from './fakes.js';

const printer: PrinterCardData = {
  id: 'p1', name: 'Fiş', terminalId: null, kind: 'tcp', host: '10.0.0.5', port: 9100, path: null, machine: null, columns: 32,
  codePages: [{ page: 'cp857', number: 61 }, { page: 'cp866', number: 17 }], cut: 'full', drawer: 'pin2', enabled: true, trouble: null, troubleAt: null, waiting: 0,
};
const job = (state: PrintJob['state'], extra: Partial<PrintJob> = {}): PrintJob => ({
  id: 'j1', printerId: 'p1', printerName: 'Fiş', terminalId: 't1', userId: 'u1', userName: 'Ayşe', kind: 'test', saleId: null, shiftId: null, no: null, copy: false,
  state, attempts: 0, problem: null, createdAt: '2026-03-02T09:00:00.000Z', expiresAt: '2026-03-02T09:30:00.000Z', sentAt: null, doneAt: null, ...extra,
});

describe('The screen of printers', () => {
  function open(answers: Record<string, (body: unknown) => unknown>) {
    const asked: [string, unknown][] = [];
    const answer = async (method: string, path: string, body?: unknown): Promise<never> => {
      if (method !== 'GET') asked.push([`${method} ${path}`, body]);
      return (answers[`${method} ${path}`]?.(body) ?? { items: [], nextCursor: null }) as never;
    };
    const api = {
      get: (path: string) => answer('GET', path), post: (path: string, body?: unknown) => answer('POST', path, body),
      patch: (path: string, body?: unknown) => answer('PATCH', path, body), delete: (path: string) => answer('DELETE', path),
    } as unknown as Api;
    const said: unknown[] = [];
    const toast: Toasts = { show: text => void said.push(text), success: text => void said.push(text), problem: error => void said.push(error) };
    const { clock, pass } = fakeClock();
    return { model: createPrintersModel({ api, events: fakeEvents(), toast, t: key => key, clock }), asked, said, pass };
  }

  it('sends what the form holds, and shows again what the host kept', () => {
    expect(bodyOf(formOf(printer))).to.deep.equal({
      name: 'Fiş', terminalId: null, kind: 'tcp', host: '10.0.0.5', port: 9100, columns: 32, cut: 'full', drawer: 'pin2', enabled: true,
      codePages: [{ page: 'cp857', number: 61 }, { page: 'cp866', number: 17 }],
    });
    expect(bodyOf({ ...emptyPrinter, name: ' Dosya ', kind: 'file', path: '/dev/usb/lp0', pageNumber: null, otherPage: '' })).to.deep.include({
      name: 'Dosya', kind: 'file', path: '/dev/usb/lp0', codePages: [{ page: 'cp857', number: 13 }],
    });
  });

  it('asks for what is missing before it sends anything', async () => {
    const { model, asked } = open({});
    model.show('new');
    await model.save();
    expect([model.form.error('name'), model.form.error('host'), asked]).to.deep.equal(['host:web.ui.required', 'host:web.ui.required', []]);
  });

  it('keeps a new printer before its test slip, and tells when that came out', async () => {
    const states = [job('printing'), job('printed')];
    const { model, asked, pass } = open({ 'POST /api/pos/printers': () => printer, 'POST /api/pos/printers/p1/test': () => job('queued'), 'GET /api/pos/print-jobs/j1': () => states.shift() });
    model.show('new');
    model.form.set('name', 'Fiş');
    model.form.set('host', '10.0.0.5');
    model.choosePage('page', 'windows1254');
    await model.test();
    expect(asked.map(([what]) => what)).to.deep.equal(['POST /api/pos/printers', 'POST /api/pos/printers/p1/test']);
    expect(asked[0]![1]).to.deep.include({ codePages: [{ page: 'windows1254', number: 48 }, { page: 'cp866', number: 17 }] });
    expect([model.tried.value?.state, model.busy.value]).to.deep.equal(['queued', false]);
    await pass(900);
    expect(model.tried.value?.state).to.equal('printed');
    // Nothing was changed since: a second slip needs no saving.
    await model.test();
    expect(asked.at(-1)![0]).to.equal('POST /api/pos/printers/p1/test');
    expect(asked).to.have.length(3);
  });

  it('asks no more for a test slip once its card is closed', async () => {
    let times = 0;
    const { model, pass } = open({ 'POST /api/pos/printers/p1/test': () => job('queued'), 'GET /api/pos/print-jobs/j1': () => { times++; return job('queued'); } });
    model.show(printer);
    await model.test();
    await pass(1000);
    model.show(undefined);
    await pass(5000);
    expect(times).to.be.within(2, 3);
  });

  it('lets a person decide about a slip, and says why it was refused', async () => {
    const { model, asked, said } = open({
      'POST /api/pos/print-jobs/j1/retry': () => job('queued', { kind: 'receipt' }), 'POST /api/pos/print-jobs/j1/cancel': () => { throw problem(409, 'pos.printJobState'); },
    });
    await model.choose('failed');
    model.showJob(job('failed', { problem: 'lost' }));
    await model.retry(model.openJob.value!);
    expect(model.openJob.value?.state).to.equal('queued');
    await model.cancel(model.openJob.value!);
    await settle();
    expect(asked.map(([what]) => what)).to.deep.equal(['POST /api/pos/print-jobs/j1/retry', 'POST /api/pos/print-jobs/j1/cancel']);
    expect(said.map(error => (error as { code: string }).code)).to.deep.equal(['pos.printJobState']);
  });
});

describe('The logo of slips', () => {
  it('is made small enough, sent, shown, and taken off; a file that is refused changes nothing', async () => {
    let stands: { id: string } | null = null;
    const sent: File[] = [];
    let refuse = false;
    const api = {
      get: async () => ({ logo: stands }),
      upload: async (_: string, file: File) => {
        if (refuse) throw new ApiProblem({ status: 422, code: 'pos.logoUnreadable', title: '', detail: '' });
        sent.push(file);
        return { logo: stands = { id: `logo ${sent.length}` } };
      },
      delete: async () => { stands = null; },
    } as unknown as Api;
    const small = new File(['small'], 'small.png');
    const model = createLogoModel({ api, toast: { success() {} } as unknown as Toasts, t: key => key, shrink: async () => small });
    await model.load();
    expect(model.logo.value).to.equal(null);
    await model.choose(undefined);
    await model.choose(new File(['large'], 'large.jpg'));
    expect([sent, model.logo.value]).to.deep.equal([[small], { id: 'logo 1' }]);
    refuse = true;
    await model.choose(new File(['?'], 'x.pdf'));
    expect([(model.problem.value as ApiProblem).code, model.logo.value, model.busy.value]).to.deep.equal(['pos.logoUnreadable', { id: 'logo 1' }, false]);
    await model.remove();
    expect([model.problem.value, model.logo.value]).to.deep.equal([undefined, null]);
  });
});
