import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';

/** Whether a request went out: `unseen` when fetch is not Node's own, so that nobody can tell. */
export interface Sending {
  state: 'unseen' | 'prepared' | 'sent';
}
const current = new AsyncLocalStorage<Sending>();
const known = new WeakMap<object, Sending>();
let listening = false;

/**
 * Runs `send` and learns from Node's own channels (`undici:request:create`, `undici:client:sendHeaders`) whether its request was
 * written to a connection: fetch says the same of a connection that was never made and of one that broke after sending.
 */
export function watchSending<T>(sending: Sending, send: () => Promise<T>): Promise<T> {
  if (!listening) {
    listening = true;
    subscribe('undici:request:create', message => {
      const at = current.getStore();
      if (!at) return;
      at.state = 'prepared';
      known.set((message as { request: object }).request, at);
    });
    subscribe('undici:client:sendHeaders', message => {
      const at = known.get((message as { request: object }).request);
      if (at) at.state = 'sent';
    });
  }
  return current.run(sending, send);
}
