import { scrubDeep, type Scrub } from '@sontechsp/sdk/http';
import { isFailure, isRefusal, type Health, type HealthReport, type Job, type Plugin, type Route, type Subscriber, type Worker } from '@sontechsp/sdk';
import { discreetError } from './discreet.js';
import type { FaultLine, FaultRecord } from './fault-record.js';
import { isDatabaseError } from './faults.js';

/**
 * The plugin with its routes, subscribers and jobs watched for bugs, and with no secret in what is kept or shown of what it
 * says; taps are watched where they are called. Routes do not count towards a suspension: what a caller sends must not be able
 * to switch a plugin off.
 */
export function watched(plugin: Plugin, faults: FaultRecord, scrub: Scrub): Plugin {
  return {
    ...plugin,
    routes: plugin.routes.map(route => watchedRoute(route, faults.line(plugin.id, `route ${route.method} ${route.path}`, false))),
    outbox: plugin.outbox.map(subscriber => watchedSubscriber(subscriber, faults.line(plugin.id, `outbox ${subscriber.id}`), scrub)),
    jobs: plugin.jobs.map(job => watchedJob(job, faults.line(plugin.id, `job ${job.id}`), scrub)),
    health: plugin.health && discreetHealth(plugin.health, scrub),
    workers: plugin.workers.map(worker => watchedWorker(worker, faults.line(plugin.id, `worker ${worker.id}`, false))),
  };
}

/** What is neither said by a rule, nor by a remote system, nor by the database, nor on behalf of another plugin. */
function isBug(error: unknown): boolean {
  const e = error as { pluginFailed?: unknown; staleScope?: unknown; name?: unknown } | null;
  return !isRefusal(error) && !isFailure(error) && !isDatabaseError(error) && e?.pluginFailed !== true && e?.staleScope !== true && e?.name !== 'AbortError';
}

async function watch<T>(line: FaultLine, storeId: string, work: () => Promise<T>, what?: string): Promise<T> {
  line.called(storeId);
  try {
    return await work();
  } catch (error) {
    if (isBug(error)) line.failed(storeId, 'threw', error, what);
    throw error;
  }
}

function watchedRoute(route: Route, line: FaultLine): Route {
  const handle = route.handle as (input: { scope: { storeId: string } }) => Promise<unknown>;
  return { ...route, handle: (input: never) => watch(line, (input as { scope: { storeId: string } }).scope.storeId, () => handle(input)) };
}
/** What a subscriber, a job or a check of health says is kept in the database or shown: no secret may be in it. */
async function discreetly<T>(work: () => Promise<T>, scrub: Scrub): Promise<T> {
  try {
    return scrubDeep(await work(), scrub) as T;
  } catch (error) {
    throw discreetError(error, scrub);
  }
}
function watchedSubscriber(subscriber: Subscriber, line: FaultLine, scrub: Scrub): Subscriber {
  const { findByRef } = subscriber.options;
  const saying = <T>(context: never, work: () => Promise<T>): Promise<T> => {
    const { delivery } = context as { delivery: { id: string; scope: { storeId: string } } };
    return watch(line, delivery.scope.storeId, () => discreetly(work, scrub), delivery.id);
  };
  return {
    ...subscriber,
    options: findByRef ? { ...subscriber.options, findByRef: (payload, context) => saying(context, () => findByRef(payload, context)) } : subscriber.options,
    handle: (payload, context) => saying(context, () => subscriber.handle(payload, context)),
  };
}
function discreetHealth({ use, check }: Health, scrub: Scrub): Health {
  return { use, check: (scope, deps) => discreetly<HealthReport>(() => check(scope, deps), scrub) };
}
function watchedWorker(worker: Worker, line: FaultLine): Worker {
  return { ...worker, run: context => watch(line, '', () => worker.run(context)) };
}
function watchedJob(job: Job, line: FaultLine, scrub: Scrub): Job {
  return { ...job, run: context => watch(line, (context as { scope: { storeId: string } }).scope.storeId, () => discreetly(() => job.run(context), scrub)) };
}
