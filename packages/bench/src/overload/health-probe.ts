import { type Latency, latencyOf } from '../measure/percentiles.js';
import { CallerConnections, patience } from './caller-connections.js';
import type { MixedCall } from './mix.js';

const probeEvery = 100;
const paths = ['/health/live', '/health/ready'];

/** Latencies in milliseconds from the scheduled time. `failed`: probes without a 200 in time; they count with the longest wait. */
export type Health = { probes: number; failed: number; latency: Latency };

/** Sends a probe every 100 ms, live and ready in turn, without waiting for earlier answers. Call the result to end the probes. */
export function probeHealth(origin: string): () => Promise<Health> {
  const connections = new CallerConnections(origin, '127.0.0.1', 60);
  const latencies: number[] = [];
  const probes: Promise<void>[] = [];
  let failed = 0;
  let isOver = false;
  const begin = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    connections.sweep(now);
    if (isOver) return;
    for (let at = begin + probes.length * probeEvery; at <= now; at += probeEvery) probes.push(probe(at));
  }, 10);

  function probe(at: number): Promise<void> {
    const path = paths[probes.length % paths.length]!;
    const call: MixedCall = { of: 'criticalPlus', caller: 0, method: 'GET', path };
    return new Promise((resolve) => {
      connections.send(call, undefined, at, (outcome) => {
        const isHealthy = typeof outcome === 'object' && outcome.status === 200;
        if (!isHealthy) failed += 1;
        latencies.push(isHealthy ? performance.now() - at : patience.answer);
        resolve();
      });
    });
  }

  return async () => {
    isOver = true;
    await Promise.all(probes);
    clearInterval(timer);
    await connections.close();
    return { probes: latencies.length, failed, latency: latencyOf(latencies) };
  };
}
