import { streamEvent, type StreamReply } from '../http/stream.js';
import type { LiveFeed } from './live.js';
import type { LiveEvent } from './store.js';

/** A stream of a store's events: first what was missed since `lastEventId`, then what happens; nothing twice. */
export function streamTo(live: LiveFeed, storeId: string, lastEventId: string | undefined): StreamReply {
  return {
    async stream(write, signal) {
      const early: LiveEvent[] = [];
      let sent = -1;
      let caughtUp = false;
      const send = (event: LiveEvent): void => {
        if (event.id <= sent) return;
        sent = event.id;
        write(streamEvent({ id: String(event.id), type: event.type, data: event.data }));
      };
      const stop = await live.follow(storeId, event => (caughtUp ? send(event) : void early.push(event)));
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
      const from = numberOf(lastEventId);
      if (from !== undefined) (await live.since(storeId, from)).forEach(send);
      caughtUp = true;
      early.forEach(send);
    },
  };
}

const numberOf = (id: string | undefined): number | undefined => {
  const number = Number(id);
  return id !== undefined && id !== '' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
};
