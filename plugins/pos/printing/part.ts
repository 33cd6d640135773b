import { printContent } from './content.js';
import { drawers } from './drawers.js';
import { printJobsProvider } from './print-jobs.js';
import { printLook } from './reply.js';
import { printWake } from './print-wake.js';
import { printerBook } from './printer-book.js';
import { printersProvider } from './printers.js';
import { slips } from './slips.js';

export const printing = [printWake, printerBook, slips, printContent, printersProvider, printJobsProvider, printLook, drawers];
