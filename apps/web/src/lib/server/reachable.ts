import { upstreamUrl } from './upstream';

const keptFor = 1_000;
const patience = 2_000;

let last: { at: number; answer: Promise<boolean> } | undefined;

/** Whether the API answers. However many pages ask, it is asked once a second. */
export function isApiReachable(): Promise<boolean> {
  const now = performance.now();
  if (!last || now - last.at > keptFor) last = { at: now, answer: ask() };
  return last.answer;
}

async function ask(): Promise<boolean> {
  const answer = await fetch(upstreamUrl('/health/live'), {
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  }).catch(() => null);
  return answer?.ok ?? false;
}
