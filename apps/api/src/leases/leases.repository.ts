import { Injectable } from '@nestjs/common';
import type { LeaseFailure, NewClaim } from '@weir/contract';
import type { BoardIds, BoardNamed } from '../database/board-ids.js';
import { Pool } from '../database/pool.js';
import type { Credentials } from '../http/access/caller.js';
import type { CardLease } from '../http/access/needed-lease.js';
import type { CommandStatement } from '../writes/command-groups.js';
import { callerValues, keyValues } from '../writes/commands.js';
import type { WriteKey } from '../writes/idempotency.js';

/** A lease that has run out, with the names of its board. */
export type DueLease = BoardNamed & { cardId: string };

/** How a claim ends without a result. `keep`: a person takes the card. */
export type GivenUp =
  | ({ type: 'card.failed' } & Required<LeaseFailure>)
  | { type: 'card.released'; outcome: 'return'; reason: null }
  | { type: 'card.leaseTaken'; outcome: 'keep'; reason: null };

/** $1 to $6 are the caller, $7 to $9 the key. `call`: the command with the values of its own. */
function statement(call: string): string {
  return `
    SELECT c.workspace_id AS "workspaceId", c.board_id AS "boardId",
           weir.${call},
                ROW (c.user_id, $7::text, $8::text, $9::bytea)::weir.write_key,
                ROW ($5::role[], NULL, false)::weir.write_conditions) AS outcome
      FROM weir.caller($1, $2, $3, $4, $5::role[], $6) c`;
}

const by = 'c.workspace_id, c.board_id, c.user_id, $6';
const claim = statement(`claim_card(${by}, $10::jsonb, $11::int`);
const renew = statement(`renew_lease(${by}, $10::int, $11::int, $12::int`);
const complete = statement(`complete_lease(${by}, $10::int, $11::int`);
const giveUp = statement(`give_up_lease(${by}, $10::int, $11::int, $12::text, $13::text, $14::text`);

/** Archived boards and workspaces wait until they are restored. */
const dueStatement = `
  SELECT l.workspace_id AS "workspaceId", w.slug AS "workspaceSlug", l.board_id AS "boardId", b.key AS "boardKey",
         l.card_id AS "cardId"
    FROM card_leases l
    JOIN boards b     ON b.workspace_id = l.workspace_id AND b.id = l.board_id AND b.archived_at IS NULL
    JOIN workspaces w ON w.id = l.workspace_id AND w.archived_at IS NULL
   WHERE l.until <= $1
   ORDER BY l.until
   LIMIT $2`;

const expireStatement = `
  SELECT $1::uuid AS "workspaceId", $2::uuid AS "boardId", weir.expire_lease($1, $2, $3::uuid, $4) AS outcome`;

@Injectable()
export class LeasesRepository {
  constructor(private readonly pool: Pool) {}

  claimCommand(
    credentials: Credentials,
    filter: Omit<NewClaim, 'seconds'>,
    seconds: number,
    key: WriteKey | null,
  ): CommandStatement {
    const values = [...callerValues(credentials), ...keyValues(key), JSON.stringify(filter), seconds];
    return { name: 'claim-card', text: claim, values };
  }

  renewCommand(
    credentials: Credentials,
    { card, token }: CardLease,
    seconds: number,
    key: WriteKey | null,
  ): CommandStatement {
    const values = [...callerValues(credentials), ...keyValues(key), card, token, seconds];
    return { name: 'renew-lease', text: renew, values };
  }

  completeCommand(
    credentials: Credentials,
    { card, token }: CardLease,
    key: WriteKey | null,
  ): CommandStatement {
    const values = [...callerValues(credentials), ...keyValues(key), card, token];
    return { name: 'complete-lease', text: complete, values };
  }

  /** Without a token it ends whatever lease the card has. */
  giveUpCommand(
    credentials: Credentials,
    { card, token }: CardLease | { card: number; token: null },
    { type, outcome, reason }: GivenUp,
    key: WriteKey | null,
  ): CommandStatement {
    const values = [...callerValues(credentials), ...keyValues(key), card, token, type, outcome, reason];
    return { name: 'give-up-lease', text: giveUp, values };
  }

  async due(now: Date, most: number): Promise<DueLease[]> {
    const values = [now, most];
    return (await this.pool.query<DueLease>({ name: 'due-leases', text: dueStatement, values })).rows;
  }

  expireCommand({ workspaceId, boardId, cardId }: DueLease, now: Date): CommandStatement {
    return { name: 'expire-lease', text: expireStatement, values: [workspaceId, boardId, cardId, now] };
  }

  /** The seqs of these boards, in their order. */
  async seqs(boards: readonly BoardIds[]): Promise<(string | null)[]> {
    const values = [boards.map(({ workspaceId }) => workspaceId), boards.map(({ boardId }) => boardId)];
    const { rows } = await this.pool.query<{ seq: string | null }>({
      name: 'watched-seqs',
      text: `
        SELECT k.seq
          FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY b (workspace_id, board_id, at)
          LEFT JOIN board_clock k ON k.workspace_id = b.workspace_id AND k.board_id = b.board_id
         ORDER BY b.at`,
      values,
    });
    return rows.map(({ seq }) => seq);
  }
}
