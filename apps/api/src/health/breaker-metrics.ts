import type { Registry } from '@prometheus-io/client';
import { type Breakers, calledServers } from '../outgoing-calls/breakers/breakers.service.js';
import { readCounter, readGauge, type Samples } from './read-metrics.js';

/** Measures the breakers by kind of server. Addresses are no labels, because people choose them. */
export function measureBreakers(breakers: Breakers, registry: Registry): void {
  const labels = ['server'];
  const read = (figure: 'open' | 'opened' | 'refused') => (): Samples =>
    calledServers.map((server) => ({ labels: { server }, value: breakers.figuresOf(server)[figure] }));
  readGauge(
    registry,
    {
      name: 'weir_breaker_open',
      help: 'External servers that are not called now, because they have failed several times in a row',
      labels,
    },
    read('open'),
  );
  readCounter(
    registry,
    { name: 'weir_breaker_opened_total', help: 'How often a breaker has opened', labels },
    read('opened'),
  );
  readCounter(
    registry,
    {
      name: 'weir_breaker_refused_total',
      help: 'How often a call was not made because a breaker was open',
      labels,
    },
    read('refused'),
  );
}
