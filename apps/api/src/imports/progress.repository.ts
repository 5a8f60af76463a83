import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/prisma.js';
import type { ImportIds } from './imports.repository.js';
import type { Outcome } from './outcomes.js';

/** How far a run is. Both runs write it in the transactions of what they import. */
@Injectable()
export class ProgressRepository {
  /** Locks the import. False: another instance has already imported these cards, or the import is gone. */
  async lock(tx: Tx, { workspaceId, importId }: ImportIds, processed: number): Promise<boolean> {
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT FROM imports i
       WHERE i.workspace_id = ${workspaceId}::uuid AND i.id = ${importId}::uuid AND i.state = 'running' AND i.processed = ${processed}
         FOR NO KEY UPDATE`;
    return rows.length === 1;
  }

  /** Saves the outcomes of the cards up to `processed`, in the transaction that made them. */
  async keep(
    tx: Tx,
    { workspaceId, importId }: ImportIds,
    outcomes: readonly Outcome[],
    processed: number,
  ): Promise<void> {
    await tx.$executeRaw`
      UPDATE import_records r SET outcome = o.value - 'place'
        FROM jsonb_array_elements(${JSON.stringify(outcomes)}::jsonb) o
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.place = (o.value ->> 'place')::int`;
    await tx.import.update({
      where: { workspaceId_id: { workspaceId, id: importId } },
      data: { processed },
    });
  }
}
