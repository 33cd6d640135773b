import { isFailure, keptMessage, type Failure } from '@sontechsp/sdk';
import type { Problem } from '../tables.js';

/** What a failed call means for the shipment: the carrier said no, or it could not be asked (again). */
export const isRefusal = (failure: Failure): boolean => !['auth', 'rateLimited', 'unavailable'].includes(failure.kind);

/** The carrier may have acted on it although nothing came back. */
export const mayHaveActed = (error: unknown): boolean => !isFailure(error) || error.facts.acted === 'unknown';

/** The failure in the carrier's own words, or a sentence of the house by its key; short. */
export function problemOf(step: Problem['step'], error: unknown, at: string): Problem {
  if (!isFailure(error)) return { step, kind: 'unexpected', message: '', code: null, at };
  return { step, kind: error.facts.acted === 'unknown' ? 'uncertain' : error.kind, message: keptMessage(error).slice(0, 500), code: error.facts.remoteCode?.slice(0, 60) ?? null, at };
}
