import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface TestFile {
  readonly source: string;
  readonly file: string;
}
interface Report {
  finish(how: { slowest: boolean }): number;
}
interface Runner {
  startShards(options: { files: TestFile[]; jobs: number; report: Report; forbidOnly?: boolean; patienceMs?: number; endMs?: number; bearable?: number }): { ended: Promise<void> };
  createReport(options: { write(text: string): void; colors: boolean; everyTest: boolean; files: string[] }): Report;
}
const program = async (name: string): Promise<unknown> => await import(join(process.env.SONTECHSP_ROOT!, 'host/launch/testing', `${name}.mjs`));

/** Hands these test files (name → code) to `npm test`'s processes, and gives what it prints and the code it exits with. */
export async function runFiles(files: Record<string, string>, { jobs = 1, slowest = false, ...options }: { jobs?: number; slowest?: boolean; forbidOnly?: boolean; patienceMs?: number; endMs?: number; bearable?: number } = {}): Promise<{ code: number; text: string }> {
  const { startShards } = await program('shards') as Pick<Runner, 'startShards'>;
  const { createReport } = await program('report') as Pick<Runner, 'createReport'>;
  const folder = mkdtempSync(join(tmpdir(), 'launch-'));
  let text = '';
  try {
    const named = Object.entries(files).map(([source, code]) => {
      const file = join(folder, `${source}.mjs`);
      writeFileSync(file, code);
      return { source, file };
    });
    const report = createReport({ write: more => { text += more; }, colors: false, everyTest: false, files: Object.keys(files) });
    await startShards({ files: named, jobs, report, ...options }).ended;
    return { code: report.finish({ slowest }), text };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What it prints after the times of the files. */
export const endOf = (text: string): string[] => text.slice(text.indexOf('\n\n', text.indexOf('The slowest'))).split('\n').map(line => line.trim()).filter(line => line && !/^at |^\d+ files, /.test(line));
