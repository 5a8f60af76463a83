import { Injectable } from '@nestjs/common';
import { BoardKey, type Role, WorkspaceSlug } from '@weir/contract';
import { Clock } from '../../clock.js';
import { ok, type Result, refuse } from '../../result.js';
import { AccessRepository } from './access.repository.js';
import { ApiTokens } from './api-tokens.js';
import type { Access, BoardAccess, Credentials, TokenBearer } from './caller.js';

/** The names in a path. */
export type PathNames = { workspace: string; board?: string | undefined };

const details = { revoked: 'tokenRevoked', expired: 'tokenExpired', replaced: 'tokenReplaced' } as const;

@Injectable()
export class AccessService {
  constructor(
    private readonly repository: AccessRepository,
    private readonly tokens: ApiTokens,
    private readonly clock: Clock,
  ) {}

  /** Refuses a session or a token that has ended. */
  async signedIn(bearer: TokenBearer): Promise<Result<TokenBearer & { userName: string }>> {
    const row = await this.repository.find(bearer, null, null, this.clock.now());
    return row ? ok({ ...bearer, userName: row.user_name }) : this.ended(bearer);
  }

  /**
   * The bearer's access: 401 without a live session or token, 404 where they are no member or the
   * token is for another place, 403 in another role.
   */
  async at(
    bearer: TokenBearer,
    names: PathNames,
    roles: readonly Role[],
  ): Promise<Result<Access | BoardAccess>> {
    const [slug, key] = isValidName(names) ? [names.workspace, names.board ?? null] : [null, null];
    const row = await this.repository.find(bearer, slug, key, this.clock.now());
    if (!row) return this.ended(bearer);
    if (!row.workspace_id || !row.role) return refuse('not-found');
    if (names.board !== undefined && !row.board_id) return refuse('not-found');
    if (!roles.includes(row.role)) return refuse('not-allowed');
    const access = {
      ...bearer,
      userName: row.user_name,
      workspaceId: row.workspace_id,
      workspaceSlug: names.workspace,
      role: row.role,
      roles,
    };
    if (names.board === undefined) return ok(access);
    return ok({ ...access, boardId: row.board_id as string, boardKey: names.board });
  }

  private async ended(bearer: TokenBearer): Promise<Result<never>> {
    const end = bearer.token && (await this.tokens.endOf(bearer, this.clock.now()));
    return end ? refuse('not-signed-in', {}, { key: details[end] }) : refuse('not-signed-in');
  }

  /** Why a statement that checks its caller found none: their session, their membership, or their role. */
  async refusalOf(credentials: Credentials): Promise<Result<never>> {
    const { workspaceSlug: workspace, boardKey: board, roles } = credentials;
    const access = await this.at(credentials, { workspace, board }, roles);
    // They got access just after the statement ran: to the statement the board was not there.
    return access.ok ? refuse('not-found') : access;
  }
}

/** Whether these can be names at all. Others are never sent to the database. */
export function isValidName({ workspace, board }: PathNames): boolean {
  return (
    WorkspaceSlug.safeParse(workspace).success && (board === undefined || BoardKey.safeParse(board).success)
  );
}
