import type { Messages } from '@sontechsp/sdk';
import type { ImportReport } from '../contract.js';
import type { Problem } from './line.js';
import type { ImportRow } from './store.js';

/** How many bad lines are told apart; all are counted. */
export const MOST_PROBLEMS = 1000;

/** An import's row as its reader sees it: sentences in their language. */
export function toReport(row: ImportRow, language: string, messages: Messages): ImportReport {
  return {
    id: row.id, state: row.state, read: row.read, created: row.created, updated: row.updated, failed: row.failed,
    errors: row.errors.map(problem => ({ line: problem.line, message: sentence(problem, language, messages) })),
    ignored: row.ignored, encoding: row.encoding,
    progress: row.state === 'done' ? 1 : row.lines === 0 ? 0 : Math.min(1, row.lines_done / row.lines),
  };
}

/** A problem of this plugin's own, or the refusal of a plugin that takes part, in its own words. */
function sentence({ code, values = {} }: Problem, language: string, messages: Messages): string {
  const key = code.includes('.') ? `${code.slice(0, code.indexOf('.'))}:errors.${code}` : `katalog:import.problems.${code}`;
  return messages.text(language, key, values);
}
