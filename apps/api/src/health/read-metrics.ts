import { Counter, Gauge, type Registry } from '@prometheus-io/client';

/** `labels`: the names of its labels. */
type Metric = { name: string; help: string; labels?: string[] };
/** One for each combination of labels. */
export type Samples = { labels: Record<string, string>; value: number }[];

/** Adds a gauge that is read at each scrape. */
export function readGauge(
  registry: Registry,
  { name, help, labels = [] }: Metric,
  read: () => number | Samples,
): void {
  new Gauge({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    collect() {
      for (const sample of samplesOf(read())) this.set(sample.labels, sample.value);
    },
  });
}

/** Adds a counter that is read at each scrape, because another part of the API counts. */
export function readCounter(
  registry: Registry,
  { name, help, labels = [] }: Metric,
  read: () => number | Samples,
): void {
  new Counter({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    collect() {
      this.reset();
      for (const sample of samplesOf(read())) this.inc(sample.labels, sample.value);
    },
  });
}

function samplesOf(read: number | Samples): Samples {
  return typeof read === 'number' ? [{ labels: {}, value: read }] : read;
}
