import { Injectable } from '@nestjs/common';
import type { Card, CardList, CardPosition, NewCard, NewMoves } from '@weir/contract';
import type { Credentials } from '../http/access/caller.js';
import type { BoardConditions } from '../writes/board-writer.js';
import { Commands, keyValues } from '../writes/commands.js';
import type { WriteKey } from '../writes/idempotency.js';

const board = 'c.workspace_id AS "workspaceId", c.board_id AS "boardId"';
const caller = 'weir.caller($1, $2, $3, $4, $5::role[], $6) c';

const createStatement = `
  SELECT ${board},
         weir.create_card(c.workspace_id, c.board_id, c.user_id, $6, $7, $8::jsonb,
                          ROW (c.user_id, $9::text, $10::text, $11::bytea)::weir.write_key,
                          ROW ($5::role[], $12::bigint, false)::weir.write_conditions) AS outcome
    FROM ${caller}`;

const moveStatement = `
  SELECT ${board},
         weir.move_card(c.workspace_id, c.board_id, c.user_id, $6, $7::int, $8::jsonb, $9::int,
                        ROW (c.user_id, $10::text, $11::text, $12::bytea)::weir.write_key,
                        ROW ($5::role[], NULL, false)::weir.write_conditions) AS outcome
    FROM ${caller}`;

const moveSeveralStatement = `
  SELECT ${board},
         weir.move_cards(c.workspace_id, c.board_id, c.user_id, $6, $7::jsonb, $8::jsonb,
                         ROW (c.user_id, $9::text, $10::text, $11::bytea)::weir.write_key,
                         ROW ($5::role[], $12::bigint, false)::weir.write_conditions) AS outcome
    FROM ${caller}`;

/** The writes of cards that are one SQL command. Null where the statement found no caller. */
@Injectable()
export class CardCommandsRepository {
  constructor(private readonly commands: Commands) {}

  create(credentials: Credentials, id: string, card: NewCard, { key, unchangedSince }: BoardConditions) {
    const values = [
      ...callerValues(credentials),
      id,
      JSON.stringify(card),
      ...keyValues(key),
      unchangedSince,
    ];
    return this.commands.run<Card>(credentials, { name: 'create-card', text: createStatement, values });
  }

  move(
    credentials: Credentials,
    number: number,
    to: CardPosition,
    version: number | null,
    key: WriteKey | null,
  ) {
    const values = [...callerValues(credentials), number, JSON.stringify(to), version, ...keyValues(key)];
    return this.commands.run<Card>(credentials, { name: 'move-card', text: moveStatement, values });
  }

  moveSeveral(
    credentials: Credentials,
    { moves, override }: NewMoves,
    { key, unchangedSince }: BoardConditions,
  ) {
    const overriding = override ? JSON.stringify(override) : null;
    const values = [
      ...callerValues(credentials),
      JSON.stringify(moves),
      overriding,
      ...keyValues(key),
      unchangedSince,
    ];
    return this.commands.run<CardList>(credentials, {
      name: 'move-cards',
      text: moveSeveralStatement,
      values,
    });
  }
}

function callerValues({ sessionId, userId, workspaceSlug, boardKey, roles, now }: Credentials): unknown[] {
  return [sessionId, userId, workspaceSlug, boardKey, roles, now];
}
