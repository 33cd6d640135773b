import { readStream, type StreamEvent } from '../../host/web/services/events.js';
import type { Client } from '../support/client.js';

export interface Listener {
  readonly events: (StreamEvent & { readonly value: unknown })[];
  of(type: string): unknown[];
  close(): void;
  readonly ended: Promise<void>;
}

/** Opens the event stream as the frame does; resolves when the host has answered. */
export async function listen(client: Client, lastEventId?: string): Promise<Listener> {
  const ending = new AbortController();
  const reply = await fetch(`${client.url}/api/events`, {
    signal: ending.signal,
    headers: { authorization: `Bearer ${client.token}`, accept: 'text/event-stream', ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
  });
  if (reply.status !== 200) throw new Error(`The stream answered ${reply.status}: ${await reply.text()}`);
  const events: Listener['events'] = [];
  const ended = readStream(reply.body!, event => void events.push({ ...event, value: JSON.parse(event.data) })).catch(() => undefined);
  return { events, of: type => events.filter(e => e.type === type).map(e => e.value), close: () => ending.abort(), ended };
}
