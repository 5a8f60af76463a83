import { Injectable } from '@nestjs/common';
import {
  type ApiToken,
  type ApiTokenList,
  type ApiTokenQuery,
  type CreatedApiToken,
  type NewApiToken,
  type TokenRotation,
} from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../clock.js';
import type { Access } from '../../http/access/caller.js';
import { pageOf, readCursor, uuidShape } from '../../http/cursor.js';
import { invalid, invalidAll } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { mayManage } from '../members/managed.js';
import { TokenSecrets } from './token-secrets.js';
import { type TokenMember, TokensRepository } from './tokens.repository.js';

const hour = 60 * 60 * 1000;
const usualOverlapHours = 24;

/** What is kept of an answer under an idempotency key: the token’s text is made again from the id of its secret. */
type Kept = ApiToken & { secretId: string };

/**
 * A member’s own tokens, and those of service accounts. Owners also see and revoke those of other people. Every write locks the workspace, as leaving it does. A token that is
 * revoked has ended for every call that begins afterwards, on all instances: see weir.credentials.
 */
@Injectable()
export class TokensService {
  constructor(
    private readonly writer: WorkspaceWriter,
    private readonly repository: TokensRepository,
    private readonly secrets: TokenSecrets,
    private readonly clock: Clock,
  ) {}

  async list(
    access: Access,
    { serviceAccount, of, cursor, size = 50 }: ApiTokenQuery,
  ): Promise<Result<ApiTokenList>> {
    const { workspaceId } = access;
    const userId = serviceAccount ?? (of === 'everyone' ? null : access.userId);
    if (userId === null && access.role !== 'owner') return refuse('not-allowed');
    const refused = userId && refusalFor(access, await this.repository.member(workspaceId, userId));
    if (refused) return refused;
    const page = { now: this.clock.now(), after: readCursor(cursor, uuidShape), size: size + 1 };
    return ok(pageOf(await this.repository.list(workspaceId, userId, page), size, ({ id }) => id));
  }

  async create(
    access: Access,
    { name, scopes, boards, expiresAt: end = null, serviceAccount }: NewApiToken,
    key: WriteKey | null,
  ): Promise<Result<CreatedApiToken>> {
    const { workspaceId } = access;
    const userId = serviceAccount ?? access.userId;
    const made = await this.writer.write<Kept>(
      { workspaceId, key, by: access.userId, lock: true, status: 201 },
      async ({ tx, now }) => {
        const member = await this.repository.member(workspaceId, userId, tx);
        // The same answer for people and for what nobody has as id.
        if (serviceAccount !== undefined && member?.kind !== 'service')
          return invalid('serviceAccount', 'notServiceAccount');
        const refused = refusalFor(access, member);
        if (refused) return refused;
        const expiresAt = end === null ? null : new Date(end);
        if (expiresAt && expiresAt <= now) return invalid('expiresAt', 'mustBeAhead');
        const keys = boards ?? [];
        const known = await this.repository.boards(tx, workspaceId, keys);
        const absent = keys.flatMap((each, at) =>
          known.has(each) ? [] : [{ path: `boards.${at}`, code: 'absent' as const }],
        );
        if (absent.length > 0) return invalidAll(absent);
        const [id, secretId] = [uuid(), uuid()];
        const boardIds = [...known.values()];
        const row = { workspaceId, id, userId, name, scopes, boardIds, createdBy: access.userId, expiresAt };
        await this.repository.add(tx, { ...row, createdAt: now });
        const hash = this.secrets.hashOf(secretId);
        await this.repository.addSecret(tx, { workspaceId, id: secretId, tokenId: id, hash, createdAt: now });
        const token = await this.repository.find(tx, workspaceId, id, now);
        return ok({ ...(token as ApiToken), secretId });
      },
    );
    return this.withText(made);
  }

  /** A new secret. The one before it stays valid for the overlap; one that is still older ends. */
  async rotate(
    access: Access,
    id: string,
    { overlapHours = usualOverlapHours, expiresAt: end }: TokenRotation,
    key: WriteKey | null,
  ): Promise<Result<CreatedApiToken>> {
    const { workspaceId } = access;
    const rotated = await this.writer.write<Kept>(
      { workspaceId, key, by: access.userId, lock: true },
      async ({ tx, now }) => {
        const token = await this.repository.lock(tx, workspaceId, id);
        const refused = refusalFor(access, token);
        if (!token || refused) return refused ?? refuse('not-found');
        const expiresAt = end === undefined ? token.expiresAt : end === null ? null : new Date(end);
        if (expiresAt && expiresAt <= now) return invalid('expiresAt', 'mustBeAhead');
        const until = new Date(now.getTime() + overlapHours * hour);
        await this.repository.retireSecrets(tx, workspaceId, id, { now, until });
        if (end !== undefined) await this.repository.setEnd(tx, workspaceId, id, expiresAt);
        const secretId = uuid();
        const hash = this.secrets.hashOf(secretId);
        await this.repository.addSecret(tx, { workspaceId, id: secretId, tokenId: id, hash, createdAt: now });
        const changed = await this.repository.find(tx, workspaceId, id, now);
        return ok({ ...(changed as ApiToken), secretId });
      },
    );
    return this.withText(rotated);
  }

  revoke(access: Access, id: string, key: WriteKey | null): Promise<Result<void>> {
    const { workspaceId } = access;
    return this.writer.write<void>(
      { workspaceId, key, by: access.userId, lock: true, status: 204 },
      async ({ tx, now }) => {
        const member = await this.repository.lock(tx, workspaceId, id);
        // An owner can revoke anybody's token, because it may have leaked. Nobody else can make, read or rotate it.
        const refused = member && access.role === 'owner' ? null : refusalFor(access, member);
        if (refused) return refused;
        await this.repository.revoke(tx, workspaceId, id, now);
        return ok(undefined);
      },
    );
  }

  private withText(made: Result<Kept>): Result<CreatedApiToken> {
    if (!made.ok) return made;
    const { secretId, ...token } = made.value;
    return { ...made, value: { ...token, token: this.secrets.textOf(secretId) } };
  }
}

/**
 * Refuses callers who may not manage the tokens of a member: everybody manages their own, owners and managers those of service
 * accounts, and only owners those of service accounts that are managers. The tokens of other people are 404.
 */
function refusalFor(access: Access, member: TokenMember | null): Result<never> | null {
  if (member?.userId === access.userId) return null;
  if (member?.kind !== 'service') return refuse('not-found');
  return mayManage(access, member.role) ? null : refuse('not-allowed');
}
