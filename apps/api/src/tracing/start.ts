import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { type Env, setDefaultsOfTracing } from '../env.js';
import { makeSpans } from './spans.js';

/** Milliseconds between two log lines about undelivered spans, and for the last delivery before the process ends. */
const sayAgainAfter = 60_000;
const lastDelivery = 1_000;

/**
 * Starts the SDK of OpenTelemetry if the standard variables name a collector, and returns a function that stops it. Otherwise the SDK is
 * not even loaded. Spans are sent in batches from a bounded queue, so a collector that is slow or gone delays no call: spans are dropped.
 */
export async function startTracing(env: Env): Promise<() => Promise<void>> {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint || env.OTEL_SDK_DISABLED === 'true' || env.OTEL_TRACES_EXPORTER === 'none')
    return async () => {};
  setDefaultsOfTracing();
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({
    // The SDK has only traces: Prometheus reads the metrics, and the log is on standard output.
    metricReaders: [],
    logRecordProcessors: [],
    // Without a propagator, the trace of the caller is ignored.
    ...(env.WEIR_TRACE_PARENT === 'ignore' && { textMapPropagator: null }),
  });
  logTrouble(endpoint);
  sdk.start();
  makeSpans();
  return async () => {
    await Promise.race([sdk.shutdown().catch(() => {}), sleep(lastDelivery)]);
  };
}

function logTrouble(endpoint: string): void {
  const log = new Logger('Tracing');
  const { host } = new URL(endpoint);
  let saidAt = Number.NEGATIVE_INFINITY;
  const say = () => {
    if (performance.now() - saidAt < sayAgainAfter) return;
    saidAt = performance.now();
    log.warn(`${host} takes no traces: they are dropped`);
  };
  const ignore = () => {};
  const logger = { error: say, warn: ignore, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true });
}
