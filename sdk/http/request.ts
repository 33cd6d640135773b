import type { HttpRequest } from '../adapter.js';
import { Failure } from '../failure.js';
import { saidOf, type Said } from './said.js';

/** A request as fetch takes it. */
export interface Prepared {
  readonly method: string;
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly acts: boolean;
}

/** What only the adapter's author can mend is said to them, what an admin can, to everybody. */
const refuse = (message: string): Failure => new Failure('validation', message, { acted: 'no' });
function refuseSetting(said: Said): Failure {
  const { message, sentence } = saidOf(said);
  return new Failure('validation', message, { acted: 'no', sentence });
}

/** Puts a request together, or says what is wrong with it; never with a value in the sentence, since it may be a secret. */
export function prepare(request: HttpRequest, userAgent: string): Prepared {
  const method = request.method ?? 'GET';
  const url = addressOf(request.url);
  for (const [name, value] of Object.entries(request.query ?? {})) if (value !== undefined) url.searchParams.append(name, String(value));
  const headers: Record<string, string> = { 'user-agent': userAgent };
  if (request.reply) headers['accept'] = 'application/json';
  const body = bodyOf(request, headers);
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  try {
    new Headers(headers);
  } catch {
    throw refuseSetting({ as: 'badHeader' });
  }
  return { method, url, headers, body, acts: request.acts ?? method !== 'GET' };
}

function addressOf(text: string): URL {
  if (!URL.canParse(text)) throw refuseSetting({ as: 'badAddress' });
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuseSetting({ as: 'badProtocol' });
  if (url.username || url.password) throw refuseSetting({ as: 'namesInAddress' });
  return url;
}

function bodyOf({ method = 'GET', json, form, text }: HttpRequest, headers: Record<string, string>): string | undefined {
  if ([json, form, text].filter(one => one !== undefined).length > 1) throw refuse('A request has one body: json, form or text.');
  if (method === 'GET') {
    if (json !== undefined || form || text) throw refuse('A GET request has no body.');
    return undefined;
  }
  if (json !== undefined) {
    headers['content-type'] = 'application/json';
    return JSON.stringify(json);
  }
  if (form) {
    headers['content-type'] = 'application/x-www-form-urlencoded;charset=UTF-8';
    return new URLSearchParams(form).toString();
  }
  if (text) headers['content-type'] = text.type;
  return text?.body;
}
