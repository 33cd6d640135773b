import type { TSchema } from 'typebox';
import type { AdapterHttp, HttpReply, HttpRequest } from '../adapter.js';
import { Failure, type FailureFacts } from '../failure.js';
import { codeOf, isConnectError, kindOfStatus, mayHaveActed } from './outcome.js';
import { ReplyTooLarge, readText } from './read.js';
import { prepare, type Prepared } from './request.js';
import { retryAfterMs } from './retry-after.js';
import { saidOf, type Said } from './said.js';
import { scrubAnswer, scrubber, secretsOfHeaders } from './scrub.js';
import { watchSending, type Sending } from './sent.js';

export { scrubDeep, scrubError, scrubber, type Scrub } from './scrub.js';

/** One exchange, for a log: no query, no body, no credentials. */
export interface Exchange {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Undefined: no answer. */
  readonly status: number | undefined;
  readonly ms: number;
  /** The system's code where there was no answer. */
  readonly code: string | undefined;
}
export interface HttpOptions {
  /** Whether a value fits a schema: ajv, or what stands for it in a test. */
  fits(schema: TSchema, value: unknown): boolean;
  /** Values that must not come out again: the secrets of the connection. */
  readonly secrets?: Iterable<string>;
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970. */
  now?(): number;
  /** Node's own unless said. */
  readonly fetch?: typeof globalThis.fetch;
  /** 10 s unless said, for the whole exchange. */
  readonly timeoutMs?: number;
  /** 5 MiB unless said. */
  readonly maxBytes?: number;
  readonly userAgent?: string;
  onExchange?(exchange: Exchange): void;
}
const REDIRECTS = 5;
const EVIDENCE = 500;

/**
 * The `ctx.http` of adapters: one exchange over fetch, whose outcome is a reply or a `Failure`. A redirect is followed only within
 * its origin and only where the request does not act. Nothing of what it throws holds a credential.
 */
export function createAdapterHttp(options: HttpOptions): AdapterHttp {
  const { fits, now = Date.now, timeoutMs = 10_000, maxBytes = 5 * 1024 * 1024, userAgent = 'SONTECHSP', onExchange } = options;
  const fetchOne = options.fetch ?? globalThis.fetch;
  const secrets = [...(options.secrets ?? [])];

  async function follow(prepared: Prepared, signal: AbortSignal, sending: Sending): Promise<Response> {
    let { url } = prepared;
    for (let hop = 0; ; hop++) {
      const reply = await watchSending(sending, () => fetchOne(url, {
        method: prepared.method, headers: prepared.headers, redirect: 'manual', credentials: 'omit', signal, ...(prepared.body === undefined ? {} : { body: prepared.body }),
      }));
      const next = prepared.acts || prepared.method !== 'GET' || hop >= REDIRECTS ? undefined : redirectOf(reply, url);
      if (next?.origin !== url.origin) return reply;
      await reply.body?.cancel();
      url = next;
    }
  }

  return {
    async send<R extends TSchema = TSchema>(request: HttpRequest<R>) {
      const prepared = prepare(request, userAgent);
      const { acts, method, url } = prepared;
      const known = scrubber([...secrets, ...secretsOfHeaders(prepared.headers)]);
      const scrub = (text: string): string => scrubAnswer(known(text));
      const limit = AbortSignal.timeout(timeoutMs);
      const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
      // Node's own fetch is watched from here on; of another one nothing is known.
      const sending: Sending = { state: options.fetch ? 'unseen' : 'prepared' };
      const started = performance.now();
      let status: number | undefined;
      let code: string | undefined;

      const fail = (kind: Failure['kind'], said: Said, facts: FailureFacts): Failure => {
        const { message, sentence } = saidOf(said, scrub(url.host));
        return new Failure(kind, message, { ...facts, sentence, ...(facts.evidence === undefined ? {} : { evidence: scrub(facts.evidence).slice(0, EVIDENCE) }) });
      };
      /** The answer is lost, wholly or in part: what the remote did is unknown unless the request never went out. */
      const lost = (said: Said, evidence: string | undefined, sent: boolean): Failure =>
        fail('unavailable', said, { acted: acts && sent ? 'unknown' : 'no', ...(evidence === undefined ? {} : { evidence }) });

      try {
        if (options.signal?.aborted) throw lost({ as: 'calledOffBefore' }, undefined, false);
        const reply = await follow(prepared, signal, sending);
        status = reply.status;
        const text = await readText(reply, maxBytes);
        const kind = kindOfStatus(status);
        if (kind && !request.accept?.includes(status)) {
          const wait = retryAfterMs(reply.headers.get('retry-after'), now());
          const remoteCode = codeIn(text);
          throw fail(kind, { as: 'answered', status }, {
            acted: acts && mayHaveActed(status) ? 'unknown' : 'no',
            ...(text === '' ? {} : { evidence: text.slice(0, EVIDENCE * 4) }),
            ...(wait === undefined ? {} : { retryAfterMs: wait }),
            ...(remoteCode === undefined ? {} : { remoteCode: scrub(remoteCode) }),
          });
        }
        const json = parsed(text, reply.headers.get('content-type'), request.reply !== undefined);
        if (!kind && request.reply && !fits(request.reply, json)) throw lost({ as: 'nonsense', status }, text.slice(0, EVIDENCE * 4), true);
        return { status, headers: Object.fromEntries(reply.headers), json, text } as HttpReply<never>;
      } catch (error) {
        if (error instanceof Failure) throw error;
        code = codeOf(error);
        if (error instanceof ReplyTooLarge) throw lost({ as: 'tooLong', bytes: maxBytes }, undefined, true);
        // An answer that began shows that the request went out; one that began with a refusal, that nothing was done.
        const sent = status === undefined ? sending.state !== 'prepared' && !isConnectError(code) : kindOfStatus(status) === undefined || mayHaveActed(status);
        if (options.signal?.aborted) throw lost({ as: 'calledOff' }, undefined, sent);
        if (limit.aborted) throw lost({ as: 'noAnswer', ms: timeoutMs }, 'timeout', sent);
        throw lost({ as: sent ? 'broke' : 'unreachable' }, code, sent);
      } finally {
        onExchange?.({ method, host: url.host, path: scrub(url.pathname), status, ms: Math.round(performance.now() - started), code });
      }
    },
  };
}

function redirectOf(reply: Response, from: URL): URL | undefined {
  const location = reply.headers.get('location');
  return [301, 302, 303, 307, 308].includes(reply.status) && location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined;
}

function parsed(text: string, contentType: string | null, wanted: boolean): unknown {
  if (!wanted && !/[/+]json\b/i.test(contentType ?? '')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The remote's own code, under the names that most give it. */
function codeIn(text: string): string | undefined {
  try {
    const body = JSON.parse(text) as Record<string, unknown> | null;
    const error = (typeof body?.['error'] === 'object' ? body['error'] : {}) as Record<string, unknown> | null;
    const found = [body?.['code'], body?.['errorCode'], error?.['code'], body?.['error']].find(one => typeof one === 'string' || typeof one === 'number');
    return found === undefined ? undefined : String(found).slice(0, 100);
  } catch {
    return undefined;
  }
}
