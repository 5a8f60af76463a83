import { Counter, Gauge, type Registry } from '@prometheus-io/client';
import { type Breakers, calledServers } from '../outgoing-calls/breakers/breakers.service.js';

/** Shows the state of the breakers, by what they call. Addresses are no labels: people name them. */
export function measureBreakers(breakers: Breakers, registry: Registry): void {
  new Gauge({
    name: 'weir_breaker_open',
    help: 'Servers of others that are not called now, because they have failed several times in a row',
    labelNames: ['server'],
    registers: [registry],
    collect() {
      for (const server of calledServers) this.set({ server }, breakers.figuresOf(server).open);
    },
  });
  for (const [name, help, figure] of [
    ['weir_breaker_opened_total', 'How often a breaker has opened', 'opened'],
    ['weir_breaker_refused_total', 'Calls that were not made, because a breaker was open', 'refused'],
  ] as const)
    new Counter({
      name,
      help,
      labelNames: ['server'],
      registers: [registry],
      collect() {
        this.reset();
        for (const server of calledServers) this.inc({ server }, breakers.figuresOf(server)[figure]);
      },
    });
}
