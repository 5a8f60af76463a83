import { Body, Controller, Get, Patch } from '@nestjs/common';
import { AccountChange, Me, ServiceAccountMe } from '@weir/contract';
import { z } from 'zod';
import { FiltersBoards, Scope, SignedIn } from '../http/access/allow.js';
import { Bearer, type TokenBearer } from '../http/access/caller.js';
import { IfMatch } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { Versioned } from '../http/responses/versioned.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { UsersService } from './users.service.js';

@Controller('v1/me')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @SignedIn()
  @Scope('any')
  @FiltersBoards()
  @Versioned()
  @Answers('The caller’s account and workspaces; with a token, only its workspace', {
    200: z.union([Me, ServiceAccountMe]),
    304: null,
  })
  me(@Bearer() bearer: TokenBearer): Promise<Result<Me | ServiceAccountMe>> {
    return this.users.me(bearer);
  }

  @Patch()
  @SignedIn()
  @Versioned()
  @Answers('Change the caller’s name, language, time zone, theme or mails', {
    200: Me,
    refusals: ['precondition-failed'],
  })
  change(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: AccountChange }) change: AccountChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Me>> {
    return this.users.change(bearer.userId, change, { version, key });
  }
}
