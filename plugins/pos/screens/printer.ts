import type { Tone } from '@sontechsp/sdk/ui';
import type { PrintJobReply, PrinterBody, PrinterReply } from '../printing/schemas.js';

export type PrinterCardData = PrinterReply;
export type PrintJob = PrintJobReply;

/** A printer as its form holds it: everything a text or a choice. */
export interface PrinterForm {
  name: string;
  terminalId: string;
  kind: 'tcp' | 'file';
  host: string;
  port: number | null;
  path: string;
  columns: '48' | '32';
  page: PageName;
  pageNumber: number | null;
  otherPage: PageName | '';
  otherNumber: number | null;
  cut: 'none' | 'partial' | 'full';
  drawer: 'none' | 'pin2' | 'pin5';
  enabled: boolean;
}
export type PageName = PrinterReply['codePages'][number]['page'];

/** The numbers most printers know them by. */
export const pageNumbers: Readonly<Record<PageName, number>> = { cp857: 13, windows1254: 48, cp866: 17, windows1251: 46, cp437: 0, cp850: 2, cp852: 18, windows1252: 16 };

export const emptyPrinter: PrinterForm = {
  name: '', terminalId: '', kind: 'tcp', host: '', port: 9100, path: '', columns: '48', page: 'cp857', pageNumber: 13, otherPage: 'cp866', otherNumber: 17,
  cut: 'partial', drawer: 'none', enabled: true,
};

export function formOf(printer: PrinterReply): PrinterForm {
  const [first, second] = printer.codePages;
  return {
    name: printer.name, terminalId: printer.terminalId ?? '', kind: printer.kind, host: printer.host ?? '', port: printer.port ?? 9100, path: printer.path ?? '',
    columns: printer.columns === 32 ? '32' : '48', page: first!.page, pageNumber: first!.number, otherPage: second?.page ?? '', otherNumber: second?.number ?? null,
    cut: printer.cut, drawer: printer.drawer, enabled: printer.enabled,
  };
}
export function bodyOf(form: PrinterForm): PrinterBody {
  const { name, terminalId, kind, host, port, path, columns, page, pageNumber, otherPage, otherNumber, cut, drawer, enabled } = form;
  return {
    name: name.trim(), terminalId: terminalId === '' ? null : terminalId, kind, columns: columns === '32' ? 32 : 48, cut, drawer, enabled,
    ...(kind === 'tcp' ? { host: host.trim(), port: port ?? 9100 } : { path: path.trim() }),
    codePages: [
      { page, number: pageNumber ?? pageNumbers[page] },
      ...(otherPage === '' || otherPage === page ? [] : [{ page: otherPage, number: otherNumber ?? pageNumbers[otherPage] }]),
    ],
  };
}
/** Where it is, for people. */
export const addressOf = ({ kind, host, port, path }: PrinterReply): string => (kind === 'tcp' ? `${host}:${port}` : path ?? '');

export const jobTones: Readonly<Record<PrintJob['state'], Tone | undefined>> = {
  queued: 'info', printing: 'info', printed: 'success', failed: 'danger', expired: 'warn', cancelled: undefined,
};
export const jobTitle = (job: PrintJob, t: (key: string) => string): string => [t(`pos:ui.printing.kinds.${job.kind}`), job.no].filter(Boolean).join(' ');
