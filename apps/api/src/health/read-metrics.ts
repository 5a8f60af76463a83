import { Counter, Gauge, type Registry } from '@prometheus-io/client';

/** `labels`: the names of its labels. */
type Metric = { name: string; help: string; labels?: string[] };
/** One for each combination of labels. */
export type Samples = { labels: Record<string, string>; value: number }[];
type Read = () => number | Samples;

/** Adds a gauge that is read at each scrape. */
export function readGauge(registry: Registry, metric: Metric, read: Read): void {
  add(Gauge, registry, metric, read);
}

/** Adds a counter that is read at each scrape, because another part of the API counts. */
export function readCounter(registry: Registry, metric: Metric, read: Read): void {
  add(Counter, registry, metric, read);
}

function add(
  Kind: typeof Gauge | typeof Counter,
  registry: Registry,
  { name, help, labels = [] }: Metric,
  read: Read,
): void {
  const metric = new Kind({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    collect() {
      metric.reset();
      for (const sample of samplesOf(read())) metric.inc(sample.labels, sample.value);
    },
  });
}

function samplesOf(read: number | Samples): Samples {
  return typeof read === 'number' ? [{ labels: {}, value: read }] : read;
}
