/** Why a printer cannot be printed on now. */
export type Trouble = 'unreachable' | 'device' | 'paper' | 'cover' | 'offline';

/**
 * How printing went. `missed`: not one byte was sent. `returned`: begun, and the device took not one byte. `lost`: bytes were sent
 * and the end is not known. `refused`: it was not to be begun after all.
 */
export type Printed =
  | { readonly to: 'printed' }
  | { readonly to: 'missed' | 'returned'; readonly trouble: Trouble }
  | { readonly to: 'lost'; readonly trouble?: Trouble }
  | { readonly to: 'refused' };

/** What a printer turned out to do, kept while this process runs. */
export interface Manners {
  /** Whether it answers questions about its state; undefined: not known. */
  answers?: boolean;
  /** Whether it answers in its turn, after what was sent before is on paper. */
  inTurn?: boolean;
}
export interface Printing {
  readonly bytes: Uint8Array;
  /** Asked when the device is ready and nothing was sent: whether to go on. From then on the job must not be sent by anybody else. */
  begin(): Promise<boolean>;
  readonly signal: AbortSignal;
  readonly manners: Manners;
}
export const pause = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms));
