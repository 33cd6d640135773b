import type { Printed, Printing, Trouble } from './device.js';
import { openLine, type Line } from './line.js';

const CONNECT_MS = 3000;
/** Printers that answer do so at once. One that was silent before is not waited for so long. */
const ANSWER_MS = 500;
const SILENT_MS = 150;
/** Handing the bytes over takes as long as the printer's buffer makes it. */
const SEND_MS = 40_000;
/** From the last byte to the paper; less where it is not known yet whether the printer tells. */
const PAPER_MS = 10_000;
const FIRST_PAPER_MS = 3000;
const CLOSE_MS = 2000;

/** Real-time status (`DLE EOT n`) has these bits fixed, by which it is told from flow control and unasked reports. */
const isStatus = (byte: number): boolean => (byte & 0x93) === 0x12;
/** Paper status (`GS r 1`), answered in its turn. */
const isInTurn = (byte: number): boolean => (byte & 0x90) === 0 && byte !== 0x11 && byte !== 0x13;
const status = (n: number): number[] => [0x10, 0x04, n];
const inTurn = [0x1d, 0x72, 0x01];

/** Undefined: none that it tells of. `silent`: it tells nothing. */
async function troubleOf(line: Line, ms: number): Promise<Trouble | 'silent' | undefined> {
  const printer = await line.ask(status(1), isStatus, ms);
  if (printer === undefined) return 'silent';
  const cause = await line.ask(status(2), isStatus, ANSWER_MS) ?? 0;
  const paper = await line.ask(status(4), isStatus, ANSWER_MS) ?? 0;
  if ((paper & 0x60) !== 0 || (cause & 0x20) !== 0) return 'paper';
  if ((cause & 0x04) !== 0) return 'cover';
  return (printer & 0x08) !== 0 ? 'offline' : undefined;
}

/**
 * Prints through a raw TCP port. A printer that tells of its state is asked before, so that nothing is sent to one without paper,
 * and after, so that printed means on paper; of a silent one we know that it took the bytes and ended the connection in order.
 */
export async function printOverTcp(host: string, port: number, { bytes, begin, signal, manners }: Printing): Promise<Printed> {
  const line = await openLine(host, port, CONNECT_MS);
  if (!line) return { to: 'missed', trouble: 'unreachable' };
  try {
    const trouble = await troubleOf(line, manners.answers === false ? SILENT_MS : ANSWER_MS);
    if (line.broken) return { to: 'missed', trouble: 'unreachable' };
    manners.answers = trouble !== 'silent';
    if (trouble !== undefined && trouble !== 'silent') return { to: 'missed', trouble };
    if (signal.aborted || !await begin()) return { to: 'refused' };
    if (!await line.send(bytes, SEND_MS)) return { to: 'lost' };
    if (manners.answers) return await onPaper(line, manners);
    return await line.close(CLOSE_MS) ? { to: 'printed' } : { to: 'lost' };
  } finally {
    line.destroy();
  }
}

async function onPaper(line: Line, manners: Printing['manners']): Promise<Printed> {
  const wait = { true: PAPER_MS, undefined: FIRST_PAPER_MS, false: SILENT_MS }[String(manners.inTurn) as 'true' | 'undefined' | 'false'];
  const answer = await line.ask(inTurn, isInTurn, wait);
  if (answer !== undefined) {
    manners.inTurn = true;
    return { to: 'printed' };
  }
  if (line.broken || manners.inTurn === true) {
    const trouble = line.broken ? undefined : await troubleOf(line, ANSWER_MS);
    return { to: 'lost', ...(trouble === undefined || trouble === 'silent' ? {} : { trouble }) };
  }
  // Many answer in real time alone: then that it is well and has taken all is as much as can be known.
  const trouble = await troubleOf(line, ANSWER_MS);
  if (trouble !== undefined) return { to: 'lost', ...(trouble === 'silent' ? {} : { trouble }) };
  manners.inTurn = false;
  return await line.close(CLOSE_MS) ? { to: 'printed' } : { to: 'lost' };
}
