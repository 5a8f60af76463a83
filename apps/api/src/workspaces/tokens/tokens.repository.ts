import { Injectable } from '@nestjs/common';
import type { ApiToken, Role, TokenScope, UserKind } from '@weir/contract';
import { Prisma } from '@weir/prisma';
import { Database, type Tx } from '../../database/prisma.js';

export type NewTokenRow = {
  workspaceId: string;
  id: string;
  userId: string;
  name: string;
  scopes: TokenScope[];
  boardIds: string[];
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
};
export type NewSecretRow = {
  workspaceId: string;
  id: string;
  tokenId: string;
  hash: Buffer;
  createdAt: Date;
};
/** The member whose token it is. */
export type TokenMember = { userId: string; kind: UserKind; role: Role };

@Injectable()
export class TokensRepository {
  constructor(private readonly database: Database) {}

  /** Those of a member, or of all, that were not revoked, expired ones included; the oldest first. */
  async list(
    workspaceId: string,
    userId: string | null,
    { now, after, size }: { now: Date; after: string | null; size: number },
  ): Promise<ApiToken[]> {
    return this.select(
      this.database,
      workspaceId,
      now,
      Prisma.sql`(${userId}::uuid IS NULL OR t.user_id = ${userId}::uuid) AND (${after}::uuid IS NULL OR t.id > ${after}::uuid)`,
      size,
    );
  }

  async find(tx: Tx, workspaceId: string, id: string, now: Date): Promise<ApiToken | null> {
    const [token] = await this.select(tx, workspaceId, now, Prisma.sql`t.id = ${id}::uuid`, 1);
    return token ?? null;
  }

  /** Whose token it is, with their role now, and when it expires; null for one that was revoked. Locks it. */
  async lock(
    tx: Tx,
    workspaceId: string,
    id: string,
  ): Promise<(TokenMember & { expiresAt: Date | null }) | null> {
    const [row] = await tx.$queryRaw<(TokenMember & { expiresAt: Date | null })[]>`
      SELECT t.user_id AS "userId", u.kind::text AS kind, m.role::text AS role, t.expires_at AS "expiresAt"
        FROM api_tokens t
        JOIN memberships m ON m.workspace_id = t.workspace_id AND m.user_id = t.user_id AND m.left_at IS NULL
        JOIN users u       ON u.id = t.user_id
       WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = ${id}::uuid AND t.ended_at IS NULL
         FOR UPDATE OF t`;
    return row ?? null;
  }

  async member(workspaceId: string, userId: string, tx: Tx = this.database): Promise<TokenMember | null> {
    const found = await tx.membership.findFirst({
      where: { workspaceId, userId, leftAt: null },
      select: { role: true, user: { select: { kind: true } } },
    });
    return found && { userId, kind: found.user.kind, role: found.role };
  }

  /** The ids of these boards by their keys. */
  async boards(tx: Tx, workspaceId: string, keys: readonly string[]): Promise<Map<string, string>> {
    const boards = await tx.board.findMany({
      where: { workspaceId, key: { in: [...keys] } },
      select: { id: true, key: true },
    });
    return new Map(boards.map(({ id, key }) => [key, id]));
  }

  async add(tx: Tx, token: NewTokenRow): Promise<void> {
    await tx.apiToken.create({ data: token });
  }

  async addSecret(tx: Tx, { hash, ...secret }: NewSecretRow): Promise<void> {
    await tx.apiTokenSecret.create({ data: { ...secret, hash: new Uint8Array(hash) } });
  }

  /** The newest secret stays valid until `until`, or until the token would have expired. An older one ends now. */
  async retireSecrets(
    tx: Tx,
    workspaceId: string,
    tokenId: string,
    { now, until }: { now: Date; until: Date },
  ) {
    await tx.$executeRaw`
      UPDATE api_token_secrets x
         SET expires_at = CASE WHEN x.expires_at IS NULL THEN least(${until}::timestamptz, t.expires_at)
                               ELSE least(x.expires_at, ${now}::timestamptz) END
        FROM api_tokens t
       WHERE t.workspace_id = x.workspace_id AND t.id = x.token_id
         AND x.workspace_id = ${workspaceId}::uuid AND x.token_id = ${tokenId}::uuid`;
  }

  async setEnd(tx: Tx, workspaceId: string, id: string, expiresAt: Date | null): Promise<void> {
    await tx.apiToken.update({ where: { workspaceId_id: { workspaceId, id } }, data: { expiresAt } });
  }

  async revoke(tx: Tx, workspaceId: string, id: string, endedAt: Date): Promise<void> {
    await tx.apiToken.update({ where: { workspaceId_id: { workspaceId, id } }, data: { endedAt } });
  }

  private select(
    tx: Tx,
    workspaceId: string,
    now: Date,
    which: Prisma.Sql,
    size: number,
  ): Promise<ApiToken[]> {
    return tx.$queryRaw<ApiToken[]>`
      SELECT t.id, t.name, jsonb_build_object('id', u.id, 'name', u.name, 'kind', u.kind) AS owner,
             t.scopes::text[] AS scopes,
             CASE WHEN t.board_ids <> '{}' THEN
               (SELECT coalesce(jsonb_agg(jsonb_build_object('key', b.key, 'name', b.name) ORDER BY b.key), '[]')
                  FROM boards b WHERE b.workspace_id = t.workspace_id AND b.id = ANY (t.board_ids)) END AS boards,
             weir.instant(t.created_at) AS "createdAt", weir.instant(t.expires_at) AS "expiresAt",
             weir.instant(t.used_at) AS "lastUsedAt", weir.instant(x.rotated_at) AS "rotatedAt",
             weir.instant(x.previous_until) AS "previousUntil"
        FROM api_tokens t
        JOIN users u ON u.id = t.user_id
       CROSS JOIN LATERAL (
         SELECT nullif(max(s.created_at), t.created_at) AS rotated_at,
                max(s.expires_at) FILTER (WHERE s.expires_at > ${now}::timestamptz) AS previous_until
           FROM api_token_secrets s
          WHERE s.workspace_id = t.workspace_id AND s.token_id = t.id) x
       WHERE t.workspace_id = ${workspaceId}::uuid AND t.ended_at IS NULL AND ${which}
       ORDER BY t.id
       LIMIT ${size}`;
  }
}
