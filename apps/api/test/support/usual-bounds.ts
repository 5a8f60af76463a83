import { timeSettings } from '@weir/contract/time-bounds';

const metricsToken = 'a token of the tests';

/** The bounds of time that an installation has by default. Those of the tests are longer, because their machine is busy. */
export const usualBounds = { ...timeSettings, WEIR_METRICS_TOKEN: metricsToken };

/** What an instance counts under a name, by its labels: `{ bound="lock" }` is `lock`. */
export async function countsOf(origin: string, metric: string): Promise<Record<string, number>> {
  const answer = await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  const lines = (await answer.text()).matchAll(new RegExp(`^${metric}\\{\\w+="(\\w+)"\\} (\\d+)$`, 'gm'));
  return Object.fromEntries([...lines].map(([, label, count]) => [label, Number(count)]));
}

/** Seconds from a call to its answer. */
export async function timed<T>(call: () => Promise<T>): Promise<{ answer: T; seconds: number }> {
  const begin = performance.now();
  const answer = await call();
  return { answer, seconds: (performance.now() - begin) / 1000 };
}
