import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Context } from 'koa';
import { canonicalJson, isRefusal, isUniqueViolation, type Tx, type UploadedFile } from '@sontechsp/sdk';
import type { Database } from '../database/database.js';
import { isForeign, type Access, type Admission } from './access.js';
import { checkText, parseJson, readJsonText, readRawText } from './body.js';
import { errors } from './errors.js';
import { httpOfContext } from './host-input.js';
import type { MountedRoute } from './mounted.js';
import { NOBODY, type Once } from './once.js';
import type { ProblemAt } from './problem.js';
import { receiveFile } from './upload.js';
import { below, invalid, type Validators } from './validate.js';

export interface CallDeps {
  readonly access: Access;
  readonly validators: Validators;
  readonly once: Once;
  readonly db: Database;
  readonly dataFolder: string;
  /** Resolves when this host knows of a later version, or after a while. */
  readonly newerThan: (version: number) => Promise<void>;
}
/** Lets a request through its checks in the order of api.md, and resolves to what the handler gave. */
export type Call = (ctx: Context, params: Record<string, string>, at: ProblemAt) => Promise<unknown>;

/** The body once read: its value for the handler, and the hash of what came. */
interface Body {
  readonly value: unknown;
  readonly id: string | undefined;
  hash(): string;
}
const noBody: Body = { value: undefined, id: undefined, hash: () => sha256('') };
const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const STALE_ATTEMPTS = 6;

/** Prepares a route once, so that a request allocates little. */
export function createCall({ access, validators, once, db, dataFolder, newerThan }: CallDeps, mounted: MountedRoute): Call {
  const { route, plugin, use } = mounted;
  const isWrite = writes.has(route.method);
  const routeId = `${route.method} ${mounted.fullPath}`;
  const checkParams = route.params && validators.text(route.params);
  const checkQuery = route.query && validators.text(route.query);
  const checkBody = route.body && typeof route.body !== 'string' ? validators.body(route.body) : undefined;
  const handle = route.handle as (input: unknown) => Promise<unknown>;

  /** `given`: the JSON, when it was read already. */
  async function readBody(ctx: Context, given: string | undefined): Promise<Body> {
    if (!isWrite) return noBody;
    if (route.body === 'file') {
      const file = await receiveFile(ctx.req, join(dataFolder, 'tmp'));
      return { value: file, id: undefined, hash: () => file.sha256 };
    }
    if (route.body === 'raw') {
      const raw = await readRawText(ctx.req);
      return { value: { headers: headersOf(ctx, route.permission === 'public'), text: raw }, id: undefined, hash: () => sha256(raw) };
    }
    const text = given ?? await readJsonText(ctx.req);
    if (!checkBody) {
      if (text !== '') refuseAll(parseJson(text));
      return noBody;
    }
    if (text === '') throw invalid([{ path: '', rule: 'required' }]);
    const value = parseJson(text);
    checkBody(value);
    const id = idOf(value);
    // Hashed as it came, because the validator has filled in defaults, and only when somebody asks.
    return { value, id, hash: () => sha256(canonicalJson(withId(JSON.parse(text), id))) };
  }

  function readQuery(ctx: Context): Record<string, unknown> {
    if (!checkQuery) return {};
    const query: Record<string, unknown> = { ...ctx.query };
    for (const value of Object.values(query)) for (const text of [value].flat()) checkText(text as string);
    checkQuery(query);
    return query;
  }

  return async (ctx, params, at) => {
    const caller = {
      authorization: ctx.req.headers.authorization,
      language: at.language,
      requestId: at.requestId,
      foreignWrite: isWrite && isForeign(ctx.req.headers.origin, ctx.host, ctx.protocol),
    };
    let admission = await access(mounted, caller);
    const approved = admission.lacks === undefined ? undefined : await readApproved(ctx, admission.lacks);
    const key = isWrite ? keyHeader(ctx) : undefined;
    for (const value of Object.values(params)) checkText(value);
    checkParams?.(params);
    const query = readQuery(ctx);
    const body = await readBody(ctx, approved);

    for (let attempt = 1; ; attempt++) {
      try {
        return await handle(inputOf(ctx, admission, params, query, body, key ?? body.id));
      } catch (error) {
        if ((error as { staleScope?: unknown } | null)?.staleScope !== true || attempt >= STALE_ATTEMPTS) throw await translated(error, body, query);
        await newerThan(admission.scope.plugins.version);
        admission = await access(mounted, caller);
        if (admission.lacks !== undefined && !bringsApprovals(body.value)) throw errors('auth.forbidden', { permission: admission.lacks });
      }
    }
  };

  function inputOf(ctx: Context, { principal, scope }: Admission, params: unknown, query: unknown, body: Body, key: string | undefined): object {
    const input = {
      params, query, body: body.value, scope, use,
      idempotencyKey: key,
      get bodyHash() { return body.hash(); },
      once: <T>(work: (tx: Tx) => Promise<T>): Promise<T> => key === undefined
        ? db.transaction(work)
        : once.run({ firmId: scope.firmId || NOBODY, route: routeId, key }, `${scope.storeId} ${ctx.path} ${body.hash()}`, work),
    };
    return plugin === 'host' ? Object.assign(input, { principal, http: httpOfContext(ctx) }) : input;
  }

  /**
   * A row that is there already under the id a caller made is a repetition of another request; what the database cannot read,
   * though every parameter was checked, stood in a cursor that was made up together with its sum.
   */
  async function translated(error: unknown, body: Body, query: Record<string, unknown>): Promise<unknown> {
    if (route.body === 'file') await (body.value as UploadedFile).dispose();
    if (query['cursor'] !== undefined && isDataException(error)) return invalid([{ path: '/cursor', rule: 'cursor' }]);
    return route.method === 'POST' && isUniqueViolation(error) && error.constraint.endsWith('_pkey') ? errors('request.reused') : error;
  }
}

/** The body of a caller who lacks the permission, read before all else: without approvals in it they learn nothing more. */
async function readApproved(ctx: Context, permission: string): Promise<string> {
  const text = await readJsonText(ctx.req).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    return '';
  });
  if (!bringsApprovals(valueOf(text))) throw errors('auth.forbidden', { permission });
  return text;
}
function bringsApprovals(body: unknown): boolean {
  const { approvals } = (body ?? {}) as { approvals?: unknown };
  return Array.isArray(approvals) && approvals.length > 0;
}
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keyHeader(ctx: Context): string | undefined {
  const key = ctx.req.headers['idempotency-key'] as string | undefined;
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?$/.test(key)) throw invalid([{ path: '/Idempotency-Key', rule: 'key' }]);
  return key;
}

/** What a caller sent along, without what speaks for a user of ours; to a public route `authorization` is the remote's own. */
const headersOf = (ctx: Context, isPublic: boolean): Record<string, string> => Object.fromEntries(Object.entries(ctx.req.headers)
  .flatMap(([name, value]) => (name === 'cookie' || (name === 'authorization' && !isPublic) || value === undefined ? [] : [[name, [value].flat().join(', ')]])));

function idOf(value: unknown): string | undefined {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : undefined;
}
/** As the schema reads it: a UUID is the same in capitals, and so is the request that carries it. */
const withId = (value: unknown, id: string | undefined): unknown => (id === undefined ? value : { ...(value as object), id });

/** Where no body is expected, each of its fields is unknown; an empty object says as little as no body. */
function refuseAll(value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid([{ path: '', rule: 'unknown' }]);
  const fields = Object.keys(value).slice(0, 50);
  if (fields.length > 0) throw invalid(fields.map(field => ({ path: below('', field), rule: 'unknown' })));
}
/** Class 22 of SQL (ISO 9075): a value that is none of its type. */
const isDataException = (error: unknown): boolean => /^22\w{3}$/.test(String((error as { code?: unknown } | null)?.code));
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
