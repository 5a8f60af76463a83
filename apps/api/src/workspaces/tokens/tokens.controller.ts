import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiTokenList,
  ApiTokenParams,
  ApiTokenQuery,
  CreatedApiToken,
  NewApiToken,
  TokenRotation,
  WorkspaceParams,
} from '@weir/contract';
import { Allow, SessionsOnly } from '../../http/access/allow.js';
import { Access } from '../../http/access/caller.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { TokensService } from './tokens.service.js';

/** No token is accepted here: one that leaked can neither make others nor list or revoke them. */
@Controller('v1/workspaces/:workspace/tokens')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @Get()
  @Allow('manageOwnTokens')
  @SessionsOnly()
  @Answers('The caller’s API tokens, those of a service account, or to owners those of all members', {
    200: ApiTokenList,
  })
  list(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: ApiTokenQuery }) query: ApiTokenQuery,
  ): Promise<Result<ApiTokenList>> {
    return this.tokens.list(access, query);
  }

  @Post()
  @Allow('manageOwnTokens')
  @SessionsOnly()
  @HttpCode(201)
  @Answers('Make an API token; its secret is in this answer only', { 201: CreatedApiToken })
  create(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Body({ schema: NewApiToken }) token: NewApiToken,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CreatedApiToken>> {
    return this.tokens.create(access, token, key);
  }

  @Post(':token/rotation')
  @Allow('manageOwnTokens')
  @SessionsOnly()
  @HttpCode(200)
  @Answers('Give a token a new secret; the one before stays valid for a while', { 200: CreatedApiToken })
  rotate(
    @Access() access: Access,
    @Param({ schema: ApiTokenParams }) { token }: ApiTokenParams,
    @Body({ schema: TokenRotation.optional() }) rotation: TokenRotation | undefined,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CreatedApiToken>> {
    return this.tokens.rotate(access, token, rotation ?? {}, key);
  }

  @Delete(':token')
  @Allow('manageOwnTokens')
  @SessionsOnly()
  @HttpCode(204)
  @Answers('Revoke a token, with effect at once', { 204: null })
  revoke(
    @Access() access: Access,
    @Param({ schema: ApiTokenParams }) { token }: ApiTokenParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.tokens.revoke(access, token, key);
  }
}
