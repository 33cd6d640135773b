import type { Tx } from '@sontechsp/sdk';
import type { Request } from './checkout.js';

interface Input {
  readonly body: { readonly id?: string };
  readonly bodyHash: string;
  readonly idempotencyKey: string | undefined;
  once<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}
/** How a request that names its fact is carried out: the fact's own id is remembered for ever, another key by the host. */
export const requestOf = ({ body, bodyHash, idempotencyKey, once }: Input): Request =>
  ({ bodyHash, once: idempotencyKey !== undefined && idempotencyKey !== body.id ? once : undefined });
