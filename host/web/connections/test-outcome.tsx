import { Banner } from '@sontechsp/sdk/ui';
import type { TrialResult } from './connections.model.js';

/** What a test said, in words, with what the remote system said under it. `works`: the sentence when all is well. */
export function TestOutcome({ result: { ok, said, failure }, works }: { result: TrialResult; works: string }) {
  if (ok) return <Banner tone="success" title={works}>{said && <p>{said}</p>}</Banner>;
  return (
    <Banner tone="danger" title={failure?.message}>
      {failure?.detail && <p>{failure.detail}</p>}
      {failure?.evidence && <p class="code">{failure.evidence}</p>}
    </Banner>
  );
}
