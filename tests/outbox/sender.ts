import { Failure, definePlugin, object, subscribe, t, topic, type Delivery, type Plugin, type SubscriberOptions } from '@sontechsp/sdk';

export const posted = topic('posta.letter.posted', object({ ref: t.String(), to: t.Optional(t.String()), password: t.Optional(t.String()) }));
type Posted = { ref: string; to?: string; password?: string };
type Options = SubscriberOptions<Posted, { delivery: Delivery }>;

/** Sends as a careful plugin does: says what it knows of a failure, and gives its delivery's id as the key. */
export async function send(url: string, { ref }: Posted, { id, signal }: Pick<Delivery, 'id' | 'signal'>): Promise<unknown> {
  let reply: Response;
  try {
    reply = await fetch(`${url}/?ref=${ref}`, { method: 'POST', headers: { 'idempotency-key': id }, signal });
  } catch (error) {
    throw new Failure('unavailable', 'The line was cut', { acted: 'unknown', evidence: 'socket closed after the request' }, { cause: error });
  }
  await reply.text();
  if (reply.ok) return { accepted: ref, token: 'the-remote-token' };
  const seconds = reply.headers.get('retry-after');
  const kind = reply.status === 429 ? 'rateLimited' : reply.status === 401 ? 'auth' : reply.status >= 500 ? 'unavailable' : 'validation';
  throw new Failure(kind, `It answered ${reply.status}`, { acted: 'no', remoteCode: `E${reply.status}`, ...(seconds === null ? {} : { retryAfterMs: Number(seconds) * 1000 }) });
}
export const findByRef = (url: string) => async ({ ref }: Posted): Promise<boolean> => (await fetch(`${url}/?ref=${ref}`)).status === 200;

/** A plugin that tells a remote system; `lanes` after the part of the reference before its dash. */
export function post(url: string, options: Options = {}, own: typeof send = send): Plugin {
  return definePlugin({
    id: 'posta', name: 'Posta', version: '1.0.0', topics: [posted],
    outbox: [subscribe(posted, 'posta.send', {}, (payload, { delivery }) => own(url, payload, delivery), { lane: ({ ref }) => ref.split('-')[0]!, retry: { baseMs: 50 }, ...options })],
  });
}
