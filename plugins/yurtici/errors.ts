import { Failure, type FailureKind } from '@sontechsp/sdk';

/** Codes of ShippingOrderDispatcherServices; what stands in neither table is a field error. */
const kinds: Readonly<Record<string, FailureKind>> = {
  1625: 'auth', 1626: 'auth', 80265: 'auth', 60020: 'conflict', 82519: 'notFound', 936: 'unavailable',
};
/** A key the user does not own: never made, or made with another account. */
export const UNKNOWN_KEY = '82519';
export const CANCELLED_ALREADY = '82520';

/** An error the service tells inside HTTP 200. Only its own breakdown leaves open what it did. */
export function refusal(code: string, message: string, acts: boolean): Failure {
  const kind = kinds[code] ?? 'validation';
  return new Failure(kind, message || `Yurtiçi Kargo answers ${code}`, {
    ...(code ? { remoteCode: code } : {}), ...(message ? { evidence: message } : {}), acted: kind === 'unavailable' && acts ? 'unknown' : 'no',
  });
}
