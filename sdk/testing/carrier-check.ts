import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { isFailure, type Failure, type FailureKind } from '../failure.js';
import type { CarrierAdapter } from '../carrier.js';
import type { CarrierRig } from './carrier-rig.js';

/** One thing a carrier must do, shown against a simulator that was just started. */
export interface CarrierCheck {
  /** `<part>.<what>`: `create.lostAnswer`. */
  readonly id: string;
  /** One English sentence that says what must hold. */
  readonly says: string;
  /** Why it does not concern this carrier; undefined: it does. */
  readonly skip: (rig: CarrierRig) => string | undefined;
  readonly run: (rig: CarrierRig) => Promise<void>;
}

export const carrierCheck = (id: string, says: string, run: CarrierCheck['run'], skip: CarrierCheck['skip'] = () => undefined): CarrierCheck =>
  ({ id, says, run, skip });

/** Skips a check of something the carrier's capabilities do not name. */
export const unless = (what: string, has: (capabilities: CarrierAdapter['capabilities'], rig: CarrierRig) => boolean): CarrierCheck['skip'] =>
  rig => (has(rig.adapter.capabilities, rig) ? undefined : `the carrier does not offer ${what}`);

/** What a check found wrong, in words for the author of the adapter. */
export class NotSo extends Error {}

export function must(holds: unknown, otherwise: string): asserts holds {
  if (!holds) throw new NotSo(otherwise);
}
export function mustEqual(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  must(a === b, `${what} is ${a}, not ${b}`);
}

/** Only what JSON has, so that it survives structuredClone and another process; nothing that is there without a value. */
export function mustBePlain(value: unknown, where: string): void {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return;
  if (typeof value === 'number') return must(Number.isFinite(value), `${where} is ${value}`);
  const proto: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  must(Array.isArray(value) || proto === Object.prototype || proto === null, `${where} is ${value === undefined ? 'there without a value; leave it out' : `${String(value)}, which is no plain data`}`);
  for (const [name, inner] of Object.entries(value as object)) mustBePlain(inner, `${where}.${name}`);
}

/** The types of the contract, whatever the carrier said: a number of it is no text. */
export function mustFit(schema: TSchema, value: unknown, where: string): void {
  const [error] = Value.Errors(schema, value);
  must(!error, `${where}${error?.instancePath.replaceAll('/', '.')} ${error?.message}`);
}

/** The `Failure` that `work` ends with, of one of these kinds. */
export async function failureOf(work: Promise<unknown>, kinds: readonly FailureKind[], when: string): Promise<Failure> {
  const ended = await work.then(value => ({ value }), (error: unknown) => ({ error }));
  must('error' in ended, `${when}: it resolves to ${JSON.stringify((ended as { value: unknown }).value) ?? 'nothing'} instead of throwing a Failure '${kinds.join("' or '")}'`);
  must(isFailure(ended.error), `${when}: it throws ${String(ended.error)} instead of a Failure '${kinds.join("' or '")}'`);
  must(kinds.includes(ended.error.kind), `${when}: it throws '${ended.error.kind}' (${ended.error.message}) instead of '${kinds.join("' or '")}'`);
  return ended.error;
}
