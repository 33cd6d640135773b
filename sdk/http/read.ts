/** The reply is longer than anybody wants to keep in memory. */
export class ReplyTooLarge extends Error {}

/** Reads a body as text in the charset it names, and no more of it than allowed. */
export async function readText(reply: Response, maxBytes: number): Promise<string> {
  const announced = Number(reply.headers.get('content-length') ?? 0);
  if (announced > maxBytes) {
    await reply.body?.cancel();
    throw new ReplyTooLarge();
  }
  const parts: Uint8Array[] = [];
  let bytes = 0;
  if (reply.body) for await (const part of reply.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength;
    // Leaving the loop cancels the body.
    if (bytes > maxBytes) throw new ReplyTooLarge();
    parts.push(part);
  }
  return decoderFor(reply.headers.get('content-type')).decode(Buffer.concat(parts));
}

function decoderFor(contentType: string | null): { decode(bytes: Uint8Array): string } {
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1];
  try {
    return new TextDecoder(charset ?? 'utf-8');
  } catch {
    return new TextDecoder();
  }
}
