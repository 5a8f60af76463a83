import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { DoorFacts } from './door-facts.js';

@Injectable()
export class DoorRepository {
  constructor(private readonly pool: Pool) {}

  /** One statement, so all figures are from one moment. `requesterId` is a member's or a guest's id; null: no requester. */
  async read(
    { workspaceId, boardId }: BoardIds,
    { requesterId, isGuest, now }: { requesterId: string | null; isGuest: boolean; now: Date },
  ): Promise<DoorFacts> {
    const { rows } = await this.pool.query<{ facts: DoorFacts | null }>({
      name: 'door',
      text: 'SELECT weir.door_facts($1, $2, $3, $4, $5) AS facts',
      values: [workspaceId, boardId, requesterId, isGuest, now],
    });
    if (!rows[0]?.facts) throw new Error(`board ${boardId} has no intake`);
    return rows[0].facts;
  }

  /** The same of several boards, for a guest whose own figures don't matter. */
  async readAll(
    workspaceId: string,
    boardIds: readonly string[],
    now: Date,
  ): Promise<Map<string, DoorFacts>> {
    const { rows } = await this.pool.query<{ id: string; facts: DoorFacts }>({
      name: 'doors',
      text: 'SELECT b.id, weir.door_facts($1, b.id, NULL, true, $3) AS facts FROM unnest($2::uuid[]) b (id)',
      values: [workspaceId, boardIds, now],
    });
    return new Map(rows.map(({ id, facts }) => [id, facts]));
  }
}
