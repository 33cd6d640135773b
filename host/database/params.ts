import type { Param } from '@sontechsp/sdk';

/** Why these cannot be parameters: what the type keeps out in TypeScript, and numbers that are none. */
export function wrongParam(params: readonly Param[]): Error | undefined {
  for (const value of params) {
    if (typeof value === 'string' || value === null || typeof value === 'boolean') continue;
    if (typeof value !== 'number') return new TypeError(value === undefined ? 'A parameter is undefined; say null.' : `A parameter is of type ${typeof value}; say text.`);
    if (!Number.isFinite(value)) return new RangeError(`A parameter is ${value}.`);
  }
  return undefined;
}

/** Refused before anything is sent: half a flight could not be taken back. */
export function checkParams(params: readonly Param[]): void {
  const wrong = wrongParam(params);
  if (wrong) throw wrong;
}
