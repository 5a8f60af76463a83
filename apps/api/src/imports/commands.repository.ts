import { Injectable } from '@nestjs/common';
import { Prisma } from '@weir/prisma';
import type { BoardIds } from '../database/board-ids.js';
import { type Outcome, outcomeOf } from '../database/outcome.js';
import type { Tx } from '../database/prisma.js';
import type { Result } from '../result.js';
import type { Imported } from './outcomes.js';

/** `archived`: the board may be archived. */
type Writer = BoardIds & { userId: string; roles: readonly string[]; archived: boolean };
type Written = Promise<Result<{ outcomes: Imported[] }>>;

/** The commands that import cards and requests into a board, with one outcome for each. */
@Injectable()
export class CommandsRepository {
  importCards(tx: Tx, writer: Writer, cards: readonly object[], now: Date): Written {
    return this.run(tx, Prisma.sql`weir.import_cards`, writer, cards, now);
  }

  importRequests(tx: Tx, writer: Writer, requests: readonly object[], now: Date): Written {
    return this.run(tx, Prisma.sql`weir.import_requests`, writer, requests, now);
  }

  private async run(
    tx: Tx,
    command: Prisma.Sql,
    { workspaceId, boardId, userId, roles, archived }: Writer,
    records: readonly object[],
    now: Date,
  ): Written {
    const [done] = await tx.$queryRaw<{ outcome: Outcome }[]>(Prisma.sql`
      SELECT ${command}(${workspaceId}::uuid, ${boardId}::uuid, ${userId}::uuid, ${now},
                        ROW (${[...roles]}::role[], NULL, ${archived})::weir.write_conditions,
                        ${JSON.stringify(records)}::jsonb) AS outcome`);
    return outcomeOf((done as { outcome: Outcome }).outcome);
  }
}
