import Koa, { type Context } from 'koa';
import { join } from 'node:path';
import { Refusal, type Clock, type Ids, type Log, type Messages } from '@sontechsp/sdk';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import type { Keys, PluginStates, Sessions, Version } from '../tokens.js';
import { bearerOf } from './access.js';
import { CallerGone } from './body.js';
import { errors } from './errors.js';
import { setSecurityHeaders } from './headers.js';
import { languageOf } from './language.js';
import { createListener } from './listener.js';
import { mount, type Target } from './mount.js';
import type { MountedRoute } from './mounted.js';
import { createOnce } from './once.js';
import { createPages } from './pages.js';
import { createProblems, type ProblemAt } from './problem.js';
import { writeProblem, writeReply } from './reply.js';
import { createRouteTable, type Found } from './route-table.js';
import { isStreamReply } from './stream.js';
import { createStreams } from './streams.js';
import { clearUploads } from './upload.js';
import { createWebFiles } from './web-files.js';

/** What the whole of the door is made of; each part of it gets only its own. */
export interface HttpDeps {
  readonly config: Pick<Config, 'host' | 'port' | 'proxy' | 'dataFolder'>;
  readonly db: Database;
  readonly version: Version;
  readonly sessions: Sessions;
  readonly pluginStates: PluginStates;
  readonly messages: Messages;
  readonly log: Log & { debug(facts: object, message: string): void };
  readonly clock: Clock;
  readonly keys: Keys;
  readonly ids: Ids;
  /** Undefined: no browser side. */
  readonly webFolder: string | undefined;
  /** Where a file that is not below it lies, by its path below `/web/`. */
  webFile?(path: string): string | undefined;
  readonly routes: readonly MountedRoute[];
  state(): 'starting' | 'ready' | 'draining';
  ready(): Promise<{ ok: boolean; checks: Record<string, unknown> }>;
}
export interface HttpServer {
  /** Listens; an Error of one sentence when the address cannot be had. */
  listen(): Promise<{ url: string }>;
  /** Takes no more requests, ends streams, and waits at most so long for those in flight. */
  stop(graceMilliseconds: number): Promise<void>;
}

/** Everything that comes in over HTTP: finds who answers, lets it through its checks, and turns what comes back into a reply. */
export function createHttp(deps: HttpDeps): HttpServer {
  const { config, db, sessions, log, ids, clock } = deps;
  const problemOf = createProblems(deps.messages);
  const streams = createStreams();
  const once = createOnce({ db, clock, keys: deps.keys });
  const pages = createPages(createWebFiles(deps.webFolder, deps.webFile));
  const find = createRouteTable(mount(deps, once));
  const uploads = join(config.dataFolder, 'tmp');
  // One random part for all requests of this process and a count: a new UUID for each would cost more than its routing.
  const run = ids.next();
  let requests = 0;
  const nextRequestId = (): string => `${run}-${(++requests).toString(36)}`;

  async function answer(ctx: Context, at: ProblemAt): Promise<void> {
    if (at.path === '/healthz') return writeReply(ctx, 200, { status: 'ok' });
    if (at.path === '/readyz') {
      const { ok, checks } = await deps.ready();
      if (!ok) throw errors('request.unavailable', { checks });
      return writeReply(ctx, 200, { checks });
    }
    const state = deps.state();
    if (state !== 'ready') throw errors('request.unavailable');
    const found = find(ctx.method, at.path);
    if (!found || !('entry' in found)) {
      if (await pages(ctx)) return;
      if (found) ctx.set('Allow', found.allow);
      throw errors('route.notFound');
    }
    await reply(ctx, found, at);
  }

  async function reply(ctx: Context, { entry, params }: Extract<Found<Target>, { entry: Target }>, at: ProblemAt): Promise<void> {
    const given = await entry.call(ctx, params, at);
    if (!isStreamReply(given)) return writeReply(ctx, entry.status, given);
    const bearer = bearerOf(ctx.req.headers.authorization);
    const alive = async (): Promise<boolean> => bearer === undefined || (await sessions.authenticate(bearer)) !== undefined;
    streams.open(ctx, given, alive, error => log.error({ requestId: at.requestId, err: error }, `Stream of ${at.path} failed`));
  }

  async function handle(ctx: Context): Promise<void> {
    const started = performance.now();
    const requestId = requestIdOf(ctx) ?? nextRequestId();
    const at: ProblemAt = { path: ctx.path, requestId, language: languageOf(ctx.req.headers['accept-language']) };
    ctx.set('X-Request-Id', requestId);
    setSecurityHeaders(ctx.res);
    try {
      await answer(ctx, at);
    } catch (error) {
      if (error instanceof CallerGone) {
        ctx.respond = false;
        ctx.res.destroy();
        return;
      }
      const problem = problemOf(error, at);
      if (problem.fault) log[problem.fault]({ requestId, method: ctx.method, path: at.path, status: problem.status, err: error }, 'Request failed');
      writeProblem(ctx, problem);
    }
    if (deps.state() === 'draining') ctx.set('Connection', 'close');
    log.debug({ requestId, method: ctx.method, path: at.path, status: ctx.status, ms: Math.round((performance.now() - started) * 10) / 10 }, 'Request');
  }

  const koa = new Koa({ proxy: config.proxy, maxIpsCount: 1 });
  koa.use(handle);
  // What Koa itself has to say is about sockets that broke while a reply was written.
  koa.on('error', (error: Error) => log.debug({ err: error }, 'A reply could not be sent'));
  const listener = createListener(koa.callback(), status => {
    const requestId = nextRequestId();
    const problem = problemOf(new Refusal('request.malformed', status), { path: '', requestId, language: languageOf(undefined) });
    return { ...problem, headers: { ...problem.headers, 'X-Request-Id': requestId } };
  });

  return {
    async listen() {
      const url = await listener.open(config.host, config.port);
      await clearUploads(uploads);
      return { url };
    },
    async stop(grace) {
      streams.endAll();
      await listener.close(grace);
    },
  };
}

function requestIdOf(ctx: Context): string | undefined {
  const given = ctx.req.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:@+=-]{1,100}$/.test(given) ? given : undefined;
}
