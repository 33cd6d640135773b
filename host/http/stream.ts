/**
 * A reply of a host route that goes on until the caller leaves, their session ends or the host drains: `signal` tells. It
 * stays open when `stream` returns or resolves, and ends when it throws.
 */
export interface StreamReply {
  readonly stream: (write: (text: string) => void, signal: AbortSignal) => void | Promise<void>;
}
export function isStreamReply(reply: unknown): reply is StreamReply {
  return typeof (reply as StreamReply | null)?.stream === 'function';
}

/** One Server-Sent Event as text (HTML standard, 9.2). */
export function streamEvent(event: { readonly id?: string; readonly type: string; readonly data: unknown }): string {
  return `${event.id === undefined ? '' : `id: ${event.id}\n`}event: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
