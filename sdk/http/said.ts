import type { Sentence } from '../kept-message.js';

/** What a client has to say of a request that it cannot make, or of an exchange that failed, beside the host it was with. */
export type Said =
  | { readonly as: 'badHeader' | 'badAddress' | 'badProtocol' | 'namesInAddress' }
  | { readonly as: 'calledOffBefore' | 'calledOff' | 'broke' | 'unreachable' }
  | { readonly as: 'answered' | 'nonsense'; readonly status: number }
  | { readonly as: 'tooLong'; readonly bytes: number }
  | { readonly as: 'noAnswer'; readonly ms: number };

const english: Readonly<Record<Said['as'], string>> = {
  badHeader: 'A header of the request has characters that HTTP does not carry. Look for stray characters in the settings of the connection.',
  badAddress: 'The address of the remote system is not a whole address. Begin it with https://.',
  badProtocol: 'Only http and https addresses are called.',
  namesInAddress: 'An address holds no user name or password. Put them into headers.',
  calledOffBefore: 'The call to {host} was called off before it was sent.',
  calledOff: 'The call to {host} was called off.',
  broke: 'The connection to {host} broke before its answer.',
  unreachable: '{host} cannot be reached.',
  answered: '{host} answered {status}.',
  nonsense: '{host} answered {status} with something that is no answer to this.',
  tooLong: 'The answer of {host} is longer than {bytes} bytes.',
  noAnswer: '{host} did not answer within {ms} ms.',
};

/** In English for logs and authors, and as a sentence of the host's locales for whoever is shown it. */
export function saidOf({ as, ...facts }: Said, host?: string): { message: string; sentence: Sentence } {
  const values: Record<string, string | number> = { ...(host === undefined ? {} : { host }), ...facts };
  return { message: english[as].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])), sentence: { key: `host:adapters.said.${as}`, values } };
}
