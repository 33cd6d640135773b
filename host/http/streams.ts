import type { Context } from 'koa';
import type { StreamReply } from './stream.js';

const HEARTBEAT = 15_000;
/** Bytes a caller may be behind; one who reads slower is cut off and connects again. */
const BACKLOG = 1024 * 1024;

/** The replies that are still going on. */
export interface Streams {
  /** Sends the head at once and keeps the reply open. `alive` is asked at every heartbeat whether it may go on. */
  open(ctx: Context, reply: StreamReply, alive: () => Promise<boolean>, failed: (error: unknown) => void): void;
  /** Ends them, and at once every one that opens from now on. */
  endAll(): void;
}

export function createStreams(heartbeat = HEARTBEAT): Streams {
  const going = new Set<AbortController>();
  let ended = false;

  return {
    open(ctx, reply, alive, failed) {
      const { res } = ctx;
      const mine = new AbortController();
      going.add(mine);
      ctx.respond = false;
      res.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' });
      const write = (text: string): void => {
        if (mine.signal.aborted) return;
        res.write(text);
        if (res.writableLength > BACKLOG) mine.abort();
      };
      const beat = setInterval(() => {
        write(': \n\n');
        alive().then(yes => { if (!yes) mine.abort(); }, () => undefined);
      }, heartbeat);
      mine.signal.addEventListener('abort', () => {
        going.delete(mine);
        clearInterval(beat);
        if (res.writableLength > BACKLOG) res.destroy();
        else res.end();
      });
      res.on('close', () => mine.abort());
      // Tells the caller at once that the stream is open.
      write(': \n\n');
      if (ended) return mine.abort();
      Promise.resolve().then(() => reply.stream(write, mine.signal)).catch((error: unknown) => {
        failed(error);
        mine.abort();
      });
    },
    endAll() {
      ended = true;
      for (const one of [...going]) one.abort();
    },
  };
}
