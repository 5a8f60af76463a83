import { Counter, type Registry } from '@prometheus-io/client';
import type { PruningService } from '../pruning/pruning.service.js';

/** Counts the rows that the pruning job deleted. */
export function measurePruning(pruning: PruningService, registry: Registry): void {
  new Counter({
    name: 'weir_pruned_rows_total',
    help: 'Rows that the job pruning deleted on this instance, because they were old',
    labelNames: ['kind'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [kind, rows] of pruning.deleted) this.inc({ kind }, rows);
    },
  });
}
