/** What an answer’s `Retry-After` asks for (RFC 9110), in seconds: a number of them, or an HTTP date. Null where it is neither. */
export function secondsAsked(retryAfter: string | undefined, now: Date): number | null {
  const text = (retryAfter ?? '').trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const until = / GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(until) ? null : Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}
