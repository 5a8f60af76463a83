import type { Registry } from '@prometheus-io/client';
import type { JobFigures } from '../background/job-figures.js';
import { readCounter } from './read-metrics.js';

/** Measures the background jobs of this instance. */
export function measureJobs({ byJob }: JobFigures, registry: Registry): void {
  readCounter(
    registry,
    {
      name: 'weir_job_runs_total',
      help: 'Runs of background jobs on this instance, by outcome',
      labels: ['name', 'outcome'],
    },
    () =>
      [...byJob].flatMap(([name, figures]) =>
        (['done', 'failed'] as const).map((outcome) => ({
          labels: { name, outcome },
          value: figures[outcome],
        })),
      ),
  );
  readCounter(
    registry,
    {
      name: 'weir_job_seconds_total',
      help: 'Seconds that background jobs ran on this instance',
      labels: ['name'],
    },
    () => [...byJob].map(([name, { seconds }]) => ({ labels: { name }, value: seconds })),
  );
}
