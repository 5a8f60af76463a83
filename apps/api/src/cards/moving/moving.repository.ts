import { Injectable } from '@nestjs/common';
import type { CardPosition, NewMoves } from '@weir/contract';
import type { Tx } from '../../database/prisma.js';
import type { Credentials } from '../../http/access/caller.js';
import type { BoardConditions, VersionConditions } from '../../writes/board-writer.js';
import type { CommandStatement } from '../../writes/command-groups.js';
import { callerValues, keyValues } from '../../writes/commands.js';
import type { CardRow } from '../cards.repository.js';

const moveStatement = `
  SELECT c.workspace_id AS "workspaceId", c.board_id AS "boardId",
         weir.move_card(c.workspace_id, c.board_id, c.user_id, $6, $7::int, $8::jsonb, $9::int,
                        ROW (c.user_id, $10::text, $11::text, $12::bytea)::weir.write_key,
                        ROW ($5::role[], NULL, false)::weir.write_conditions) AS outcome
    FROM weir.caller($1, $2, $3, $4, $5::role[], $6) c`;

const moveSeveralStatement = `
  SELECT c.workspace_id AS "workspaceId", c.board_id AS "boardId",
         weir.move_cards(c.workspace_id, c.board_id, c.user_id, $6, $7::jsonb, $8::jsonb,
                         ROW (c.user_id, $9::text, $10::text, $11::bytea)::weir.write_key,
                         ROW ($5::role[], $12::bigint, false)::weir.write_conditions, $13::jsonb) AS outcome
    FROM weir.caller($1, $2, $3, $4, $5::role[], $6) c`;

@Injectable()
export class MovingRepository {
  moveCommand(
    credentials: Credentials,
    number: number,
    to: CardPosition,
    { version, key }: VersionConditions,
  ): CommandStatement {
    const values = [...callerValues(credentials), number, JSON.stringify(to), version, ...keyValues(key)];
    return { name: 'move-card', text: moveStatement, values, isGrouped: true };
  }

  moveSeveralCommand(
    credentials: Credentials,
    { moves, override, toRequester }: NewMoves,
    { key, unchangedSince }: BoardConditions,
  ): CommandStatement {
    const what = [JSON.stringify(moves), jsonOrNull(override)];
    const conditions = [...keyValues(key), unchangedSince];
    const values = [...callerValues(credentials), ...what, ...conditions, jsonOrNull(toRequester)];
    return { name: 'move-cards', text: moveSeveralStatement, values };
  }

  async firstQueueColumn(tx: Tx, { workspaceId, boardId }: CardRow): Promise<string> {
    const where = { workspaceId, boardId, kind: 'queue' as const };
    const { id } = await tx.column.findFirstOrThrow({ where, orderBy: { position: 'asc' } });
    return id;
  }
}

function jsonOrNull(value: object | undefined): string | null {
  return value ? JSON.stringify(value) : null;
}
