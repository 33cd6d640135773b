import { cpus, totalmem, type as system } from 'node:os';
import { writeFileSync } from 'node:fs';
import type { Measured } from './measure.js';

export interface Line {
  readonly what: string;
  readonly unit: string;
  readonly value: number | undefined;
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly samples?: number;
  /** What is to be reached, as `ux.md` and `performance.md` say it. Nothing is judged by it. */
  readonly goal?: string;
  readonly note?: string;
}

const number = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '–' : value >= 100 ? value.toFixed(0) : value.toFixed(2));

/** Collects the lines of a run and prints each as soon as it is known. */
export function createTable(write: (text: string) => void) {
  const lines: Line[] = [];
  write(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${system()}, Node ${process.version}\n\n`);
  write(`${'what'.padEnd(62)}${'value'.padStart(9)} ${'unit'.padEnd(8)}${'p50 ms'.padStart(9)}${'p95 ms'.padStart(9)}${'p99 ms'.padStart(9)}${'samples'.padStart(9)}\n`);
  return {
    lines,
    add(line: Line): void {
      lines.push(line);
      write(`${line.what.padEnd(62)}${number(line.value).padStart(9)} ${line.unit.padEnd(8)}${number(line.p50).padStart(9)}${number(line.p95).padStart(9)}${number(line.p99).padStart(9)}${String(line.samples ?? '').padStart(9)}${line.goal ? `  goal ${line.goal}` : ''}${line.note ? `  ${line.note}` : ''}\n`);
    },
    load(what: string, m: Measured, goal?: string): void {
      this.add({ what, unit: '/s', value: m.perSecond, p50: m.p50, p95: m.p95, p99: m.p99, samples: m.samples, ...(goal ? { goal } : {}), ...(m.failed ? { note: `${m.failed} failed` } : {}) });
    },
    ratio(what: string, a: Measured | undefined, b: Measured | undefined): void {
      this.add({ what, unit: '×', value: a && b ? a.perSecond / b.perSecond : undefined });
    },
    save(file: string): void {
      writeFileSync(file, JSON.stringify({ at: new Date().toISOString(), cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, lines }, null, 2));
    },
  };
}
export type Table = ReturnType<typeof createTable>;
