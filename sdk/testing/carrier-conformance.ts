import type { AdapterDeclaration } from '../adapter.js';
import type { Plugin } from '../plugin.js';
import type { CarrierCheck } from './carrier-check.js';
import { cancelChecks } from './carrier-checks/cancel.js';
import { connectionChecks } from './carrier-checks/connection.js';
import { createChecks } from './carrier-checks/create.js';
import { declarationChecks } from './carrier-checks/declaration.js';
import { faultChecks } from './carrier-checks/faults.js';
import { findChecks } from './carrier-checks/find.js';
import { quoteChecks } from './carrier-checks/quote.js';
import { secretChecks } from './carrier-checks/secrets.js';
import { trackChecks } from './carrier-checks/track.js';
import { webhookChecks } from './carrier-checks/webhook.js';
import { createCarrierRig, type RigParts } from './carrier-rig.js';
import type { StartCarrierSimulator } from './simulator.js';

export const carrierChecks: readonly CarrierCheck[] = [
  ...declarationChecks, ...connectionChecks, ...createChecks, ...faultChecks, ...findChecks, ...cancelChecks, ...trackChecks, ...secretChecks, ...quoteChecks, ...webhookChecks,
];

export interface ConformanceOptions {
  readonly simulator: StartCarrierSimulator;
  /** Settings of the connection that differ from the simulator's. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Which carrier of the plugin, where it has several. */
  readonly adapterId?: string;
  /** Only checks whose id begins with one of these. */
  readonly only?: readonly string[];
}
export interface CheckResult {
  readonly id: string;
  readonly says: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  readonly detail?: string;
}
export interface ConformanceReport {
  /** Whether no check failed. */
  readonly ok: boolean;
  readonly checks: readonly CheckResult[];
  /** Ids of the checks that failed. */
  readonly failed: readonly string[];
  readonly ms: number;
}

/** A check that takes longer hangs. */
const LIMIT_MS = 10_000;

/**
 * Runs every check of the carrier contract against the adapter and a simulator, each with a simulator, a clock and a memory of its
 * own, and faults put on the wire between them:
 *
 *     const report = await carrierConformance(plugin, { simulator });
 *     if (!report.ok) console.log(describeReport(report));
 */
export async function carrierConformance(subject: Plugin | AdapterDeclaration, options: ConformanceOptions): Promise<ConformanceReport> {
  const parts = partsOf(subject, options);
  const begin = performance.now();
  const checks: CheckResult[] = [];
  for (const check of carrierChecks) {
    if (!options.only || options.only.some(id => check.id.startsWith(id))) checks.push(await runCarrierCheck(check, parts));
  }
  const failed = checks.filter(c => c.state === 'failed').map(c => c.id);
  return { ok: failed.length === 0, checks, failed, ms: Math.round(performance.now() - begin) };
}

export async function runCarrierCheck(check: CarrierCheck, parts: RigParts): Promise<CheckResult> {
  const about = { id: check.id, says: check.says };
  const rig = await createCarrierRig(parts);
  let timer: NodeJS.Timeout | undefined;
  try {
    const skipped = check.skip(rig);
    if (skipped !== undefined) return { ...about, state: 'skipped', detail: skipped };
    await Promise.race([
      check.run(rig),
      new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`It takes longer than ${LIMIT_MS} ms`)), LIMIT_MS); }),
    ]);
    return { ...about, state: 'passed' };
  } catch (error) {
    return { ...about, state: 'failed', detail: (error as Error).message ?? String(error) };
  } finally {
    clearTimeout(timer);
    await rig.stop();
  }
}

/** The carrier of a plugin, and how its simulator is started. */
export function partsOf(subject: Plugin | AdapterDeclaration, { simulator, settings = {}, adapterId }: ConformanceOptions): RigParts {
  const plugin = 'kind' in subject ? subject : undefined;
  const carriers = plugin ? plugin.adapters.filter(a => a.of.id === 'kargo.carrier') : [subject as AdapterDeclaration];
  const declaration = adapterId ? carriers.find(a => a.id === adapterId) : carriers[0];
  if (!declaration) throw new Error(plugin ? `Plugin '${plugin.id}' declares no carrier${adapterId ? ` '${adapterId}'` : ''} in \`adapters\`` : 'No adapter was given');
  if (!adapterId && carriers.length > 1) throw new Error(`Plugin '${plugin!.id}' has several carriers; say which with adapterId: ${carriers.map(c => c.id).join(', ')}`);
  return { plugin, declaration, settings, start: (account, clock) => simulator({ account, now: clock.now }) };
}

/** The report in lines for a terminal: what failed, and counts. */
export function describeReport({ checks, failed, ms }: ConformanceReport): string {
  const skipped = checks.filter(c => c.state === 'skipped').length;
  return [
    ...checks.filter(c => c.state === 'failed').map(c => `✗ ${c.id}: ${c.says}\n  ${c.detail}`),
    `${checks.length - failed.length - skipped} passed, ${failed.length} failed, ${skipped} do not concern this carrier (${ms} ms)`,
  ].join('\n');
}
