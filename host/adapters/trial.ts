import { Failure, isFailure, keptMessage, type Log } from '@sontechsp/sdk';

/** How a trial failed: a kind of `Failure`, or `failed` when the plugin's own code broke. */
export interface TrialFailure {
  readonly kind: Failure['kind'] | 'failed';
  /** What the remote or the client said, without secrets, as `toldMessage` reads it. */
  readonly detail: string;
  readonly remoteCode?: string;
  readonly evidence?: string;
}
export type Trial = { readonly said: string | undefined } | { readonly failure: TrialFailure };

const LIMIT_MS = 20_000;
const seconds = LIMIT_MS / 1000;
/** A sentence for a form, not a document. */
const LONGEST = 300;

/** Runs a harmless call that proves what an admin entered, within its time, and says how it went. `work` throws nothing with a secret in it. */
export async function trial(log: Log, facts: { readonly plugin: string; readonly connection: string }, work: (signal: AbortSignal) => Promise<unknown>): Promise<Trial> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Failure('unavailable', `No result after ${seconds} seconds.`, { sentence: { key: 'host:adapters.said.noResult', values: { seconds } } }))));
  try {
    const said = await Promise.race([late, work(signal)]);
    return { said: typeof said === 'string' ? said.slice(0, LONGEST) : undefined };
  } catch (error) {
    if (isFailure(error)) {
      const { remoteCode, evidence } = error.facts;
      return { failure: { kind: error.kind, detail: keptMessage(error), ...(remoteCode ? { remoteCode } : {}), ...(evidence ? { evidence } : {}) } };
    }
    log.error({ ...facts, err: error }, 'A plugin broke while what an admin entered was tested');
    return { failure: { kind: 'failed', detail: error instanceof Error ? error.message : String(error) } };
  }
}
