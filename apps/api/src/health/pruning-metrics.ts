import type { Registry } from '@prometheus-io/client';
import type { PruningService } from '../pruning/pruning.service.js';
import { readCounter } from './read-metrics.js';

/** Counts the rows that the pruning job deleted. */
export function measurePruning({ deleted }: PruningService, registry: Registry): void {
  readCounter(
    registry,
    {
      name: 'weir_pruned_rows_total',
      help: 'Rows that the job pruning deleted on this instance, because they were old',
      labels: ['kind'],
    },
    () => [...deleted].map(([kind, value]) => ({ labels: { kind }, value })),
  );
}
