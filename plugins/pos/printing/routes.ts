import { Db, route } from '@sontechsp/sdk';
import { Drawers } from './drawers.js';
import { listJobs } from './jobs-store.js';
import { PrintJobs } from './print-jobs.js';
import { Printers } from './printers.js';
import { listPrinters } from './printers-store.js';
import { PrintLook } from './reply.js';
import {
  drawerBody, drawerReply, printJobBody, printJobId, printJobList, printJobQuery, printJobReply, printerBody, printerChanges, printerId, printerList, printerQuery, printerReply,
} from './schemas.js';

const setUp = { printers: Printers, look: PrintLook, db: Db };
const asked = { jobs: PrintJobs, look: PrintLook, db: Db };

const printers = [
  route({
    method: 'GET', path: '/printers', permission: 'pos.printers', query: printerQuery, reply: printerList, use: setUp,
    summary: 'The printers of the store, with what is wrong with them and how much waits.',
    async handle({ scope, query, use: { db, look } }) {
      const { items, nextCursor } = await listPrinters(db, scope.storeId, query);
      return { items: await look.printers(items), nextCursor };
    },
  }),
  route({
    method: 'POST', path: '/printers', permission: 'pos.printers', body: printerBody, reply: printerReply, status: 201, use: setUp,
    summary: 'Sets up a printer of a till or of the whole store.',
    async handle({ scope, body, once, use: { printers, look } }) {
      const row = await once(async tx => printers.add(tx, scope, body));
      return (await look.printers([row]))[0]!;
    },
  }),
  route({
    method: 'GET', path: '/printers/:id', permission: 'pos.printers', params: printerId, reply: printerReply, use: setUp,
    summary: 'A printer of the store.',
    handle: async ({ scope, params, use: { printers, look } }) => (await look.printers([await printers.find(scope, params.id)]))[0]!,
  }),
  route({
    method: 'PATCH', path: '/printers/:id', permission: 'pos.printers', params: printerId, body: printerChanges, reply: printerReply, use: setUp,
    summary: 'Changes a printer.',
    async handle({ scope, params, body, use: { db, printers, look } }) {
      const row = await db.transaction(tx => printers.change(tx, scope, params.id, body));
      return (await look.printers([row]))[0]!;
    },
  }),
  route({
    method: 'DELETE', path: '/printers/:id', permission: 'pos.printers', params: printerId, status: 204, use: setUp,
    summary: 'Removes a printer; what waits for it is given up.',
    async handle({ scope, params, use: { db, printers } }) {
      await db.transaction(tx => printers.remove(tx, scope, params.id));
    },
  }),
  route({
    method: 'POST', path: '/printers/:id/test', permission: 'pos.printers', params: printerId, reply: printJobReply, status: 201, use: { ...setUp, jobs: PrintJobs },
    summary: 'Prints a slip with all that may go wrong with a printer: letters, width, large figures, barcode.',
    async handle({ scope, params, once, use: { printers, jobs, look } }) {
      const printer = await printers.find(scope, params.id);
      const job = await once(async tx => jobs.add(tx, scope, { id: undefined, printer, kind: 'test', ref_id: null, ref_no: null, copy: false, blind: false }));
      return (await look.jobs(scope, [job]))[0]!;
    },
  }),
];

const jobs = [
  route({
    method: 'GET', path: '/print-jobs', permission: 'pos.sell', query: printJobQuery, reply: printJobList, use: asked,
    summary: 'What was to be printed in the store, and what became of it, newest first.',
    async handle({ scope, query, use: { db, look } }) {
      const { items, nextCursor } = await listJobs(db, scope.storeId, query);
      return { items: await look.jobs(scope, items), nextCursor };
    },
  }),
  route({
    method: 'POST', path: '/print-jobs', permission: 'pos.sell', body: printJobBody, reply: printJobReply, status: 201, use: asked,
    summary: 'Prints the receipt of a sale, or the report of a shift. What may have been printed before is marked as a copy.',
    async handle({ scope, body, once, use: { jobs, look } }) {
      const planned = jobs.plan(scope, body);
      await planned.catch(() => undefined);
      const job = await once(async tx => jobs.add(tx, scope, await planned));
      return (await look.jobs(scope, [job]))[0]!;
    },
  }),
  route({
    method: 'GET', path: '/print-jobs/:id', permission: 'pos.sell', params: printJobId, reply: printJobReply, use: asked,
    summary: 'One print job.',
    handle: async ({ scope, params, use: { jobs, look } }) => (await look.jobs(scope, [await jobs.find(scope, params.id)]))[0]!,
  }),
  route({
    method: 'POST', path: '/print-jobs/:id/retry', permission: 'pos.sell', params: printJobId, reply: printJobReply, use: asked,
    summary: 'Prints what did not come out, as somebody saw who looked.',
    handle: async ({ scope, params, use: { db, jobs, look } }) => (await look.jobs(scope, [await db.transaction(tx => jobs.retry(tx, scope, params.id))]))[0]!,
  }),
  route({
    method: 'POST', path: '/print-jobs/:id/cancel', permission: 'pos.sell', params: printJobId, reply: printJobReply, use: asked,
    summary: 'Gives up what waits, or says that what may have been lost is in order.',
    handle: async ({ scope, params, use: { db, jobs, look } }) => (await look.jobs(scope, [await db.transaction(tx => jobs.cancel(tx, scope, params.id))]))[0]!,
  }),
];

const drawer = route({
  method: 'POST', path: '/drawer', permission: 'pos.drawer', body: drawerBody, reply: drawerReply, status: 201,
  summary: 'Opens the drawer of the till without a sale, and keeps who did it and why.',
  use: { drawers: Drawers, jobs: PrintJobs },
  async handle({ scope, body, once, use: { drawers, jobs } }) {
    const printer = await jobs.drawerOf(scope);
    return once(async tx => drawers.open(tx, scope, printer, body));
  },
});

export const printingRoutes = [...printers, ...jobs, drawer];
