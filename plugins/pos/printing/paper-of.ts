import { commonPaper, type Paper } from '../receipt/code-pages.js';
import type { PrinterRow } from './tables.js';

/** What slips for a printer are like; where there is none, what most printers take. */
export const paperOf = (printer: PrinterRow | undefined): Paper => (printer === undefined ? commonPaper
  : { columns: printer.columns, codePages: printer.code_pages, cut: printer.cut, drawer: printer.drawer });
