import { instant, list, listQuery, nullable, object, oneOf, optional, page, t, text, uuid, type Shape } from '@sontechsp/sdk';
import { codePages, type CodePageName } from '../receipt/code-pages.js';

const pageNames = Object.keys(codePages) as [CodePageName, ...CodePageName[]];
const printerFields = {
  name: text(80, 1),
  terminalId: optional(nullable(uuid())),
  kind: oneOf('tcp', 'file'),
  /** Of `tcp`: a name or an address, and 9100 unless said. */
  host: optional(t.String({ pattern: '^[A-Za-z0-9._:-]{1,253}$' })),
  port: optional(t.Integer({ minimum: 1, maximum: 65535 })),
  /** Of `file`: a device of the machine that the host runs on, or a file whose name ends in `.prn` or `.bin`. */
  path: optional(text(400, 1)),
  columns: optional(t.Enum([48, 32])),
  codePages: optional(list(object({ page: oneOf(...pageNames), number: t.Integer({ minimum: 0, maximum: 255 }) }), { minItems: 1, maxItems: 4 })),
  cut: optional(oneOf('none', 'partial', 'full')),
  drawer: optional(oneOf('none', 'pin2', 'pin5')),
  enabled: optional(t.Boolean()),
};
export const printerBody = object({ id: optional(uuid()), ...printerFields });
export type PrinterBody = Shape<typeof printerBody>;
export const printerChanges = object({ ...printerFields, name: optional(printerFields.name), kind: optional(printerFields.kind) });
export type PrinterChanges = Shape<typeof printerChanges>;
export const printerId = object({ id: uuid() });

export const printerReply = object({
  id: uuid(), name: t.String(), terminalId: nullable(uuid()), kind: oneOf('tcp', 'file'), host: nullable(t.String()), port: nullable(t.Integer()),
  path: nullable(t.String()), machine: nullable(t.String()), columns: t.Enum([48, 32]),
  codePages: t.Array(object({ page: oneOf(...pageNames), number: t.Integer() })), cut: oneOf('none', 'partial', 'full'), drawer: oneOf('none', 'pin2', 'pin5'),
  enabled: t.Boolean(),
  /** What was wrong at the last attempt, since when; null: nothing. */
  trouble: nullable(t.String()), troubleAt: nullable(t.String()),
  /** Jobs that wait for it. */
  waiting: t.Integer(),
});
export type PrinterReply = Shape<typeof printerReply>;
export const printerList = page(printerReply);
export const printerQuery = listQuery({ terminalId: optional(uuid()) });
export type PrinterQuery = Shape<typeof printerQuery>;

const states = ['queued', 'printing', 'printed', 'failed', 'expired', 'cancelled'] as const;
const kinds = ['receipt', 'shift', 'test', 'drawer'] as const;
/** A receipt or a shift's report: Z of a closed shift, X of an open one. `copy`: as a reprint; what was printed before always is one. */
export const printJobBody = object({
  id: optional(uuid()), saleId: optional(uuid()), shiftId: optional(uuid()), printerId: optional(uuid()), copy: optional(t.Boolean()),
}, { oneOf: [{ required: ['saleId'] }, { required: ['shiftId'] }] });
export type PrintJobBody = Shape<typeof printJobBody>;

export const printJobReply = object({
  id: uuid(), printerId: uuid(), printerName: nullable(t.String()), terminalId: uuid(), userId: uuid(), userName: t.String(), kind: oneOf(...kinds),
  saleId: nullable(uuid()), shiftId: nullable(uuid()), no: nullable(t.String()), copy: t.Boolean(), state: oneOf(...states), attempts: t.Integer(),
  /**
   * Why it is not printed: `unreachable`, `paper`, `cover`, `offline`, `device`: it is tried again; `lost`: it was sent and its end
   * is not known, so somebody must look at the printer; `content`: it could not be made.
   */
  problem: nullable(t.String()),
  createdAt: t.String(), expiresAt: t.String(), sentAt: nullable(t.String()), doneAt: nullable(t.String()),
});
export type PrintJobReply = Shape<typeof printJobReply>;
export const printJobList = page(printJobReply);
export const printJobQuery = listQuery({
  state: optional(oneOf(...states)), kind: optional(oneOf(...kinds)), printerId: optional(uuid()), terminalId: optional(uuid()), saleId: optional(uuid()), shiftId: optional(uuid()),
  from: optional(instant()), to: optional(instant()),
});
export type PrintJobQuery = Shape<typeof printJobQuery>;
export const printJobId = object({ id: uuid() });

export const drawerBody = object({ id: optional(uuid()), reason: text(500, 1) });
/** `movementId`: how the open shift keeps it; null where none is open. */
export const drawerReply = object({ jobId: uuid(), printerId: uuid(), state: oneOf(...states), reason: t.String(), movementId: nullable(uuid()), createdAt: t.String() });
export type DrawerReply = Shape<typeof drawerReply>;
