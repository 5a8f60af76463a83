import { Injectable } from '@nestjs/common';
import type { ImportNote } from '@weir/contract';
import { Database, type Tx } from '../database/prisma.js';
import type { ImportIds } from './imports.repository.js';
import type { Outcome } from './outcomes.js';

/** How far a run is. Both runs write it in the transactions of what they import. */
@Injectable()
export class ProgressRepository {
  constructor(private readonly database: Database) {}

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

  /** Adds a note to the outcomes of these cards of the export of a workspace. */
  async note({ workspaceId, importId }: ImportIds, refs: readonly string[], note: ImportNote): Promise<void> {
    await this.database.$executeRaw`
      UPDATE import_records r
         SET outcome = jsonb_set(r.outcome, '{notes}', coalesce(nullif(r.outcome -> 'notes', 'null'), '[]') || to_jsonb(${note}::text))
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.kind = 'exportedCard'
         AND r.ref = ANY (${[...refs]}::text[]) AND r.outcome IS NOT NULL AND NOT coalesce(r.outcome -> 'notes' ? ${note}, false)`;
  }
}
