/** What the kit does to a request on its way, without the simulator knowing. */
export type Fault =
  /** The remote is not reached. */
  | { readonly kind: 'refused' }
  /** The remote acts, its answer never arrives. */
  | { readonly kind: 'lost' }
  /** Somebody before the remote answers; it does not act. */
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Answered with all that was sent, headers too, as debugging proxies do. */
  | { readonly kind: 'echo'; readonly status: number }
  /** The remote acts, and something else arrives. */
  | { readonly kind: 'nonsense'; readonly body: (honest: string) => string; readonly type?: string }
  /** No answer until the caller gives up. */
  | { readonly kind: 'silence' };

export interface FaultyTransport {
  carry(url: string, init: RequestInit, acts: boolean): Promise<Response>;
  spoil(fault: Fault, requests: 'acting' | 'any', times: number): void;
  heal(): void;
}

export function createFaultyTransport(): FaultyTransport {
  let waiting: { fault: Fault; requests: 'acting' | 'any'; left: number }[] = [];
  return {
    spoil: (fault, requests, times) => void waiting.push({ fault, requests, left: times }),
    heal: () => void (waiting = []),
    async carry(url, init, acts) {
      const found = waiting.find(w => w.left > 0 && (acts || w.requests === 'any'));
      if (!found) return fetch(url, init);
      found.left--;
      return strike(found.fault, url, init);
    },
  };
}

async function strike(fault: Fault, url: string, init: RequestInit): Promise<Response> {
  switch (fault.kind) {
    case 'refused': throw broken('connect', 'ECONNREFUSED');
    case 'lost': {
      const answer = await fetch(url, init);
      await answer.arrayBuffer();
      throw broken('socket hang up', 'ECONNRESET');
    }
    case 'answer': return new Response(fault.body ?? '', { status: fault.status, headers: { ...fault.headers } });
    case 'echo': return new Response(JSON.stringify({ url, headers: init.headers, body: init.body }), { status: fault.status });
    case 'nonsense': {
      const answer = await fetch(url, init);
      return new Response(fault.body(await answer.text()), { status: answer.status, headers: { 'content-type': fault.type ?? answer.headers.get('content-type') ?? '' } });
    }
    case 'silence': return new Promise((_, reject) => {
      const give = (): void => reject(init.signal!.reason as Error);
      if (init.signal?.aborted) give();
      else init.signal?.addEventListener('abort', give, { once: true });
    });
  }
}

/** As `fetch` itself fails. */
const broken = (message: string, code: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`${message} ${code}`), { code }) });
