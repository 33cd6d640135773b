import type { AdapterDeclaration } from '../adapter.js';
import type { Plugin } from '../plugin.js';
import { carrierChecks, partsOf, runCarrierCheck, type ConformanceOptions } from './carrier-conformance.js';

/** mocha, or whoever looks like it. */
interface Suite {
  describe?: (title: string, body: () => void) => void;
  it?: (title: string, body: (this: { skip?: () => void }) => Promise<void>) => void;
}

/** Declares one test per check: `describeCarrier(plugin, { simulator })` at the top of a test file. */
export function describeCarrier(subject: Plugin | AdapterDeclaration, options: ConformanceOptions): void {
  const { describe, it } = globalThis as Suite;
  if (!describe || !it) throw new Error('describeCarrier needs describe and it; without them, call carrierConformance');
  const parts = partsOf(subject, options);
  describe(`${parts.declaration.title} as a carrier`, () => {
    for (const check of carrierChecks) it(`${check.id}: ${check.says}`, async function () {
      const result = await runCarrierCheck(check, parts);
      if (result.state === 'skipped') this.skip?.();
      if (result.state === 'failed') throw new Error(result.detail);
    });
  });
}
