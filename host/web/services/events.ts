import { signal } from '@preact/signals';
import type { BrowserClock, Events } from '@sontechsp/sdk/ui';

export interface LiveEvents extends Events {
  /** Listens from now on; starts over when the store changes. */
  start(): void;
  stop(): void;
}

interface Deps {
  /** Opens the stream; rejects when the host does not answer. */
  open: (headers: Record<string, string>, signal: AbortSignal) => Promise<Response>;
  clock: BrowserClock;
}

const waits = [500, 1000, 2000, 5000, 10_000];

/** Server-Sent Events read with `fetch`, because an EventSource cannot carry a bearer token. */
export function createEvents({ open, clock }: Deps): LiveEvents {
  const listeners = new Map<string, Set<(data: never) => void>>();
  const connected = signal(false);
  let lastId = '';
  let run: AbortController | undefined;
  let failures = 0;

  const tell = ({ type, data, id }: StreamEvent) => {
    if (id) lastId = id;
    let value: unknown = data;
    try { value = JSON.parse(data); } catch { /* plain text */ }
    for (const heard of listeners.get(type) ?? []) {
      try { heard(value as never); } catch (error) { console.error(error); }
    }
  };
  async function listen(mine: AbortController) {
    try {
      const reply = await open({ Accept: 'text/event-stream', ...(lastId ? { 'Last-Event-ID': lastId } : {}) }, mine.signal);
      if (reply.status === 401 || reply.status === 403) return;
      if (!reply.ok || !reply.body) throw new TypeError(`events answered ${reply.status}`);
      connected.value = true;
      failures = 0;
      await readStream(reply.body, tell);
    } catch { /* reconnects below */ }
    if (mine.signal.aborted) return;
    connected.value = false;
    const wait = waits[Math.min(failures++, waits.length - 1)]! * (0.75 + Math.random() / 2);
    clock.after(wait, () => { if (!mine.signal.aborted) void listen(mine); });
  }
  const stop = () => {
    run?.abort();
    run = undefined;
    connected.value = false;
  };
  return {
    connected, stop,
    start() {
      stop();
      lastId = '';
      failures = 0;
      run = new AbortController();
      void listen(run);
    },
    on(type, heard) {
      const all = listeners.get(type) ?? new Set();
      listeners.set(type, all.add(heard));
      return () => { all.delete(heard); };
    },
  };
}

export interface StreamEvent {
  readonly type: string;
  readonly data: string;
  readonly id: string;
}

/** Reads `text/event-stream` to its end, event by event. */
export async function readStream(body: ReadableStream<Uint8Array>, tell: (event: StreamEvent) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  let fields: Record<string, string> = {};
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    for (const line of lines) {
      if (line === '') {
        if (fields['data'] !== undefined) tell({ type: fields['event'] ?? 'message', data: fields['data'], id: fields['id'] ?? '' });
        fields = {};
        continue;
      }
      const [, name, text] = /^([^:]*):? ?(.*)$/s.exec(line)!;
      if (!name) continue;
      fields[name] = name === 'data' && fields['data'] !== undefined ? `${fields['data']}\n${text}` : text!;
    }
  }
}
