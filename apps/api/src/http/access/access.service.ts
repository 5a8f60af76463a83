import { Injectable } from '@nestjs/common';
import { BoardKey, type Role, WorkspaceSlug } from '@weir/contract';
import { Clock } from '../../clock.js';
import { ok, type Result, refuse } from '../../result.js';
import { AccessRepository } from './access.repository.js';
import type { Access, BoardAccess, Credentials, TokenBearer } from './caller.js';
import { Tokens } from './tokens.js';

export type Place = { workspace: string; board?: string | undefined };

@Injectable()
export class AccessService {
  constructor(
    private readonly repository: AccessRepository,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  /** Reads `Authorization: Bearer …`; asks no database. */
  async bearer(authorization: string | undefined): Promise<Result<TokenBearer>> {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    const bearer = token ? await this.tokens.bearerOf(token) : null;
    return bearer ? ok(bearer) : refuse('not-signed-in');
  }

  /** The session must live still. */
  async signedIn(bearer: TokenBearer): Promise<Result<TokenBearer & { userName: string }>> {
    const row = await this.repository.find(bearer, null, null, this.clock.now());
    return row ? ok({ ...bearer, userName: row.user_name }) : refuse('not-signed-in');
  }

  /** Who the bearer is at a place: 401 without a live session, 404 where they don't belong, 403 in another role. */
  async at(bearer: TokenBearer, place: Place, roles: readonly Role[]): Promise<Result<Access | BoardAccess>> {
    const [slug, key] = isNameable(place) ? [place.workspace, place.board ?? null] : [null, null];
    const row = await this.repository.find(bearer, slug, key, this.clock.now());
    if (!row) return refuse('not-signed-in');
    if (!row.workspace_id || !row.role) return refuse('not-found');
    if (place.board !== undefined && !row.board_id) return refuse('not-found');
    if (!roles.includes(row.role)) return refuse('not-allowed');
    const access = {
      ...bearer,
      userName: row.user_name,
      workspaceId: row.workspace_id,
      workspaceSlug: place.workspace,
      role: row.role,
      roles,
    };
    if (place.board === undefined) return ok(access);
    return ok({ ...access, boardId: row.board_id as string, boardKey: place.board });
  }

  /** Why a statement that checks its caller itself found nothing: their session, their place, their role. */
  async refusalOf(credentials: Credentials): Promise<Result<never>> {
    const { workspaceSlug: workspace, boardKey: board, roles } = credentials;
    const access = await this.at(credentials, { workspace, board }, roles);
    // Let in a moment after the statement had looked: to the statement the board was not there.
    return access.ok ? refuse('not-found') : access;
  }
}

/** Whether anything can have these names at all; what can't is never sent to the database. */
export function isNameable({ workspace, board }: Place): boolean {
  return (
    WorkspaceSlug.safeParse(workspace).success && (board === undefined || BoardKey.safeParse(board).success)
  );
}
