import { Counter, Gauge, type Registry } from '@prometheus-io/client';
import type { Admission } from '../http/load/admission.js';

/** What the admission of calls decides, and the delay from which it follows: docs/operations/overload.md. */
export function measureAdmission(admission: Admission, registry: Registry): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('weir_admission_limit', 'How many calls may run at a time now', () => admission.figures.limit);
  gauge('weir_admission_running', 'Calls that run', () => admission.figures.running);
  gauge('weir_admission_waiting', 'Calls that wait for a slot', () => admission.figures.waiting);
  gauge(
    'weir_admission_delay_seconds',
    'What a call waits for the event loop and for a connection to the database, from which the limit follows',
    () => admission.figures.delay / 1000,
  );
  new Counter({
    name: 'weir_admission_calls_total',
    help: 'Calls that got a slot or were refused, by their class',
    labelNames: ['class', 'outcome'],
    registers: [registry],
    collect() {
      this.reset();
      for (const outcome of ['admitted', 'refused'] as const)
        for (const [name, count] of Object.entries(admission.figures[outcome]))
          this.inc({ class: name, outcome }, count);
    },
  });
}
