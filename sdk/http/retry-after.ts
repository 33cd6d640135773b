/** Milliseconds a `Retry-After` asks for (RFC 9110, 10.2.3: seconds, or a date); undefined when it says nothing usable. */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse takes much that is no HTTP date, such as `1.5` or `-1`.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
