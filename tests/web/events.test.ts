import { expect } from 'chai';
import { createEvents, readStream, type StreamEvent } from '../../host/web/services/events.js';
import { fakeClock, tick } from './fakes.js';

const streamOf = (...chunks: string[]): ReadableStream<Uint8Array> => new ReadableStream({
  start(controller) {
    for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
    controller.close();
  },
});

describe('the stream of events', () => {
  it('is read however it is cut', async () => {
    const whole = ': hello\n\nevent: stock.changed\nid: 7\ndata: {"a":1}\n\nid: 8\ndata: one\ndata: two\r\n\r\nevent: half\ndata: lost';
    for (const size of [1, 2, 7, 1000]) {
      const heard: StreamEvent[] = [];
      await readStream(streamOf(...whole.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g'))!), event => heard.push(event));
      expect(heard, `in pieces of ${size}`).to.deep.equal([
        { type: 'stock.changed', data: '{"a":1}', id: '7' },
        { type: 'message', data: 'one\ntwo', id: '8' },
      ]);
    }
  });
  it('is taken up where it broke', async () => {
    const { clock, ring } = fakeClock();
    const asked: (string | undefined)[] = [];
    const events = createEvents({
      clock,
      async open(headers) {
        asked.push(headers['Last-Event-ID']);
        return new Response(streamOf(`event: stock.changed\nid: ${asked.length}\ndata: {"n":${asked.length}}\n\n`));
      },
    });
    const heard: unknown[] = [];
    events.on('stock.changed', data => heard.push(data));
    events.start();
    await tick();
    expect(events.connected.value).to.equal(false);
    ring();
    await tick();
    events.stop();
    expect(heard).to.deep.equal([{ n: 1 }, { n: 2 }]);
    expect(asked).to.deep.equal([undefined, '1']);
  });
});
