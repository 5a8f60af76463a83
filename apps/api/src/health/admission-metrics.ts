import type { Registry } from '@prometheus-io/client';
import type { Admission } from '../http/load/admission.js';
import { readCounter, readGauge } from './read-metrics.js';

/** The decisions of admission, and the delay that its limit follows: docs/operations/overload.md. */
export function measureAdmission(admission: Admission, registry: Registry): void {
  const gauge = (name: string, help: string, read: () => number) => readGauge(registry, { name, help }, read);
  gauge('weir_admission_limit', 'How many calls may run at a time now', () => admission.figures.limit);
  gauge('weir_admission_running', 'Calls that run', () => admission.figures.running);
  gauge('weir_admission_waiting', 'Calls that wait for a slot', () => admission.figures.waiting);
  gauge(
    'weir_admission_delay_seconds',
    'How long a call waits for the event loop and for a connection to the database. The limit follows it',
    () => admission.figures.delay / 1000,
  );
  readCounter(
    registry,
    {
      name: 'weir_admission_calls_total',
      help: 'Calls that got a slot or were refused, by their class',
      labels: ['class', 'outcome'],
    },
    () =>
      (['admitted', 'refused'] as const).flatMap((outcome) =>
        Object.entries(admission.figures[outcome]).map(([name, value]) => ({
          labels: { class: name, outcome },
          value,
        })),
      ),
  );
}
