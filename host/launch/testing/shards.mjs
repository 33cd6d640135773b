import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startShard } from './shard.mjs';

/**
 * Runs test files in `jobs` processes side by side. Whoever is free takes the next file, so that nobody need know how long each
 * takes. A process that dies or hangs is not replaced: the run has failed, and the others do what is left, until `bearable`
 * failures have come: then something that all need is broken, and each test would take the whole of its time.
 */
export function startShards({ files, jobs, report, forbidOnly = false, patienceMs = 6 * 60_000, endMs = 30_000, bearable = 50 }) {
  const queue = [...files];
  const folder = mkdtempSync(join(tmpdir(), 'sontechsp-tests-'));
  // PostgreSQL runs as a user of its own when this is root, and must get through.
  chmodSync(folder, 0o755);
  const shards = Array.from({ length: jobs }, (_, at) => startShard({
    name: String(at + 1), folder: join(folder, String(at + 1)), next: () => (report.failed() < bearable ? queue.shift() : undefined), report, forbidOnly, patienceMs, endMs,
  }));
  const works = () => shards.flatMap(shard => shard.work() ?? []);
  const pulse = setInterval(() => report.still(works()), 10_000).unref();
  return {
    /** What is being run: the source of each file, and its test. */
    works,
    /** Resolves when every process is gone, with all it had started. */
    ended: Promise.all(shards.map(shard => shard.ended)).then(() => {
      clearInterval(pulse);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }),
    /** Ends them before they are done. */
    stop() {
      queue.length = 0;
      shards.forEach(shard => shard.stop());
    },
  };
}
