import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createDecoder, type Decoder, type Slip } from './escpos.js';

/** How a printer is today. */
export interface Condition {
  /** Whether it answers questions: all, those in real time alone (as cheap ones do), or none. */
  answers: 'all' | 'realtime' | 'none';
  paper: boolean;
  /** It loses its connection after so many bytes of a slip. */
  dropsAfter: number | undefined;
  /** It takes bytes but prints nothing for now, nor answers in turn: busy, or its motor too hot. */
  stuck: boolean;
  /** Takes a connection and ends it at once. */
  refuses: boolean;
  /** Reads 64 bytes, then waits so long. */
  everyMs: number;
}
export interface Printer {
  readonly port: number;
  readonly condition: Condition;
  readonly decoder: Decoder;
  /** What lies on the counter: everything that was printed, whole or not. */
  readonly slips: readonly Slip[];
  readonly connections: number;
  readonly received: number;
  /** The plug is pulled, amid whatever it does. */
  off(): Promise<void>;
  on(): Promise<void>;
  close(): Promise<void>;
  /** Resolves when so many whole slips are there. */
  until(slips: number, withinMs?: number): Promise<readonly Slip[]>;
}

/** A receipt printer on a real port of this machine. */
export async function openPrinter(first: Partial<Condition> = {}): Promise<Printer> {
  const condition: Condition = { answers: 'all', paper: true, dropsAfter: undefined, stuck: false, refuses: false, everyMs: 0, ...first };
  const sockets = new Set<Socket>();
  let asking: Socket | undefined;
  let port = 0;
  let connections = 0;
  let received = 0;
  let server: Server | undefined;
  const decoder = createDecoder(({ realtime, n }) => {
    if (condition.answers === 'none' || !realtime && condition.answers !== 'all') return;
    const faults = condition.paper ? 0 : realtime ? 0x60 : 0x0c;
    asking?.write(Uint8Array.of(realtime ? 0x12 | (n === 4 ? faults : n === 1 && !condition.paper ? 0x08 : 0) : faults));
  });

  function connected(socket: Socket): void {
    connections++;
    if (condition.refuses) return void socket.destroy();
    sockets.add(socket);
    let slipBytes = 0;
    let queue: number[] = [];
    let timer: NodeJS.Timeout | undefined;
    const take = (bytes: Uint8Array): void => {
      asking = socket;
      slipBytes += bytes.length;
      received += bytes.length;
      if (condition.dropsAfter !== undefined && slipBytes > condition.dropsAfter) {
        decoder.feed(bytes.subarray(0, Math.max(0, bytes.length - (slipBytes - condition.dropsAfter))));
        decoder.powerCut();
        return void socket.resetAndDestroy();
      }
      decoder.feed(bytes);
    };
    const work = (): void => {
      timer = undefined;
      if (condition.stuck || queue.length === 0) return;
      take(Uint8Array.from(queue.splice(0, condition.everyMs > 0 ? 64 : queue.length)));
      if (queue.length > 0) timer = setTimeout(work, condition.everyMs);
    };
    const pump = setInterval(work, 20);
    socket.on('data', bytes => {
      // Real-time questions are answered whatever it is doing.
      if (bytes.length === 3 && bytes[0] === 0x10 && bytes[1] === 0x04) return take(bytes);
      queue.push(...bytes);
      if (!timer) work();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(pump);
      clearTimeout(timer);
      sockets.delete(socket);
      queue = [];
    });
  }
  const listen = (): Promise<void> => new Promise((resolve, reject) => {
    server = createServer(connected).once('error', reject).listen(port, '127.0.0.1', () => {
      port = (server!.address() as AddressInfo).port;
      resolve();
    });
  });
  async function off(): Promise<void> {
    for (const socket of sockets) socket.resetAndDestroy();
    decoder.powerCut();
    const closing = server;
    server = undefined;
    if (closing) await new Promise<void>(done => closing.close(() => done()));
  }
  await listen();
  return {
    condition, decoder, off, on: listen, close: off,
    get port() { return port; },
    get slips() { return decoder.slips; },
    get connections() { return connections; },
    get received() { return received; },
    async until(slips, withinMs = 5000) {
      const end = performance.now() + withinMs;
      while (decoder.slips.filter(slip => slip.cut).length < slips) {
        if (performance.now() > end) throw new Error(`${decoder.slips.length} slips, not ${slips}, within ${withinMs} ms`);
        await new Promise(done => setTimeout(done, 10));
      }
      return decoder.slips;
    },
  };
}
