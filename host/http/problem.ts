import { isRefusal, type Language, type Messages } from '@sontechsp/sdk';
import type { FieldFault } from './validate.js';

/** What a problem needs to know of the request it answers. */
export interface ProblemAt {
  readonly path: string;
  readonly requestId: string;
  readonly language: Language;
}
export interface Problem {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** RFC 9457. */
  readonly body: Record<string, unknown>;
  /** A bug or an outage, to be logged with its cause; undefined for refusals. */
  readonly fault: 'error' | 'warn' | undefined;
}

interface Known {
  code: string;
  status: number;
  facts?: Record<string, unknown>;
  headers?: Record<string, string>;
  fault?: 'error' | 'warn';
}
type Marked = { pluginFailed?: unknown; plugin?: unknown; databaseUnavailable?: unknown; staleScope?: unknown; code?: unknown };

/** Turns both families of errors, refusals and bugs, into what the caller is told. */
export function createProblems(messages: Messages): (error: unknown, at: ProblemAt) => Problem {
  const sentence = (language: Language, keys: readonly string[], values: Record<string, unknown>): string | undefined => {
    for (const key of keys) {
      const text = messages.text(language, key, values);
      if (text !== key) return text;
    }
    return undefined;
  };
  const fieldOf = (language: Language, fault: FieldFault & { message?: string }) => ({
    path: fault.path,
    message: fault.message ?? sentence(language, [`host:invalid.${fault.rule}`, 'host:invalid.value'], fault.params ?? {}) ?? fault.rule,
  });

  return (error, { path, requestId, language }) => {
    const { code, status, facts = {}, headers = {}, fault } = known(error, requestId);
    // Codes of the core (auth, request, identity, setup, plugin) stand in the core's own catalogue.
    const keys = [`${code.split('.')[0]}:errors.${code}`, `host:errors.${code}`];
    const title = sentence(language, [...keys.map(key => `${key}.title`), `host:problem.${status}`, 'host:problem.other'], facts) ?? code;
    const { errors, ...rest } = facts;
    const body: Record<string, unknown> = {
      ...rest,
      type: `urn:sontechsp:problem:${code}`,
      title, status,
      detail: sentence(language, keys, rest) ?? title,
      code,
      instance: path,
    };
    if (Array.isArray(errors)) body['errors'] = (errors as FieldFault[]).map(one => fieldOf(language, one));
    return { status, headers: { ...headers, 'Content-Language': language }, body, fault };
  };
}

function known(error: unknown, requestId: string): Known {
  if (isRefusal(error)) {
    const bearer = error.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
    return { code: error.code, status: error.status, facts: error.facts, headers: error.status === 503 ? { 'Retry-After': '1' } : bearer };
  }
  const marked = (typeof error === 'object' && error !== null ? error : {}) as Marked;
  if (marked.pluginFailed === true) return { code: 'plugin.failed', status: 500, facts: { plugin: marked.plugin, requestId }, fault: 'error' };
  // A full disk mends like a database that is away: the caller repeats with the same id.
  if (marked.databaseUnavailable === true || marked.staleScope === true || marked.code === 'ENOSPC')
    return { code: 'request.unavailable', status: 503, headers: { 'Retry-After': '1' }, fault: 'warn' };
  return { code: 'request.failed', status: 500, facts: { requestId }, fault: 'error' };
}
