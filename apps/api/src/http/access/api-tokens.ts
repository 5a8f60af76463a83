import { Injectable } from '@nestjs/common';
import type { TokenScope } from '@weir/contract';
import { LRUCache } from 'lru-cache';
import { Pool } from '../../database/pool.js';
import type { TokenBearer } from './caller.js';
import { hashOfToken, isWholeToken } from './token-text.js';

type Row = {
  secretId: string;
  id: string;
  userId: string;
  workspaceId: string;
  scopes: TokenScope[];
  boardIds: string[];
};

/**
 * The API tokens that this instance has seen. Whose a secret is, and its token's scopes and boards, never change, so they are
 * read once. Whether it is still valid does, so the database checks that on every call, as it does for sessions.
 */
export class KnownTokens {
  private readonly known = new LRUCache<string, TokenBearer>({ max: 10_000 });

  find(token: string): TokenBearer | undefined {
    return this.known.get(keyOf(token));
  }

  add(token: string, bearer: TokenBearer): void {
    this.known.set(keyOf(token), bearer);
  }
}

/** Finds out whose an API token is. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly pool: Pool,
    private readonly known: KnownTokens,
  ) {}

  /** Null for a token that never was one. One that has ended still has a bearer: the database refuses it later. */
  async bearerOf(token: string): Promise<TokenBearer | null> {
    if (!isWholeToken(token)) return null;
    const found = await this.find(hashOfToken(token));
    if (!found) return null;
    const { secretId, userId, ...may } = found;
    const bearer = { sessionId: secretId, userId, token: may };
    this.known.add(token, bearer);
    return bearer;
  }

  /** Why a secret that was valid once is not any more; null if it still is. */
  async endOf(
    { sessionId, token }: TokenBearer,
    now: Date,
  ): Promise<'revoked' | 'expired' | 'replaced' | null> {
    const { rows } = await this.pool.query<{ ended: boolean; expired: boolean; replaced: boolean }>({
      name: 'token-end',
      text: `
        SELECT t.ended_at IS NOT NULL AS ended, coalesce(t.expires_at <= $3, false) AS expired,
               coalesce(x.expires_at <= $3, false) AS replaced
          FROM api_token_secrets x
          JOIN api_tokens t ON t.workspace_id = x.workspace_id AND t.id = x.token_id
         WHERE x.workspace_id = $1 AND x.id = $2`,
      values: [token?.workspaceId, sessionId, now],
    });
    if (!rows[0] || rows[0].ended) return 'revoked';
    if (rows[0].expired) return 'expired';
    return rows[0].replaced ? 'replaced' : null;
  }

  private async find(hash: Buffer): Promise<Row | undefined> {
    const { rows } = await this.pool.query<Row>({
      name: 'token-by-hash',
      text: `
        SELECT x.id AS "secretId", t.id, t.user_id AS "userId", t.workspace_id AS "workspaceId",
               t.scopes::text[] AS scopes, t.board_ids AS "boardIds"
          FROM api_token_secrets x
          JOIN api_tokens t ON t.workspace_id = x.workspace_id AND t.id = x.token_id
         WHERE x.hash = $1`,
      values: [hash],
    });
    return rows[0];
  }
}

/** The token itself is kept nowhere. */
function keyOf(token: string): string {
  return hashOfToken(token).toString('base64');
}
