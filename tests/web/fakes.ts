import type { Api, BrowserClock, Toasts } from '../../sdk/ui/index.js';

/** A clock whose waiting ends when the test says so. */
export function fakeClock() {
  const waiting: { ms: number; work: () => void }[] = [];
  const clock: BrowserClock = {
    now: () => '2026-03-04T11:00:00.000Z',
    after(ms, work) {
      const one = { ms, work };
      waiting.push(one);
      return () => void (waiting.includes(one) && waiting.splice(waiting.indexOf(one), 1));
    },
  };
  return { clock, waiting, ring: () => waiting.splice(0).forEach(one => one.work()) };
}

type Call = readonly [method: string, path: string, body?: unknown];
/** An API that answers from one function, and keeps what it was asked. */
export function fakeApi(answer: (method: string, path: string, body: unknown) => unknown) {
  const calls: Call[] = [];
  const ask = (method: string) => async (path: string, body?: unknown) => {
    calls.push(body === undefined ? [method, path] : [method, path, body]);
    return answer(method, path, body);
  };
  const api = { get: ask('GET'), post: ask('POST'), put: ask('PUT'), patch: ask('PATCH'), delete: ask('DELETE') } as unknown as Api;
  return { api, calls };
}

export const quiet: Toasts = { show() {}, success() {}, problem() {} };
export const words = (key: string): string => key;

/** Storage and document as far as the services need them. */
export function fakeBrowser(): () => void {
  const kept = new Map<string, string>();
  const storage = { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v), removeItem: (k: string) => void kept.delete(k) };
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  return () => void Reflect.deleteProperty(globalThis, 'localStorage');
}
export const tick = (): Promise<void> => new Promise(done => { setTimeout(done, 0); });
