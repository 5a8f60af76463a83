import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import { Card, CardDetail, ExternalIdParams, PutCard } from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { Allow, AllowInStatement } from '../http/access/allow.js';
import { Access, type BoardAccess, Credentials } from '../http/access/caller.js';
import { IfMatchOrNew } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { Versioned } from '../http/responses/versioned.js';
import { limitRefusals } from '../limits/overrides/override-access.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { CardsService } from './cards.service.js';

/** Cards by the ids that programs gave them. */
@Controller('v1/workspaces/:workspace/boards/:board/cards-by-external-id')
export class ExternalIdsController {
  constructor(private readonly cards: CardsService) {}

  @Get(':externalId')
  @Allow('readBoards')
  @Versioned()
  @Answers('The card with an external id', { 200: CardDetail, 304: null })
  read(
    @Access() access: BoardAccess,
    @Param({ schema: ExternalIdParams }) { externalId }: ExternalIdParams,
  ): Promise<Result<CardDetail>> {
    return this.cards.readExternal(access, externalId);
  }

  @Put(':externalId')
  @AllowInStatement('changeCards')
  @Versioned()
  @Answers('Create the card with an external id, or edit it', {
    200: Card,
    201: Card,
    refusals: [...limitRefusals, 'precondition-failed', 'board-archived'],
  })
  async put(
    @Credentials() credentials: Credentials,
    @Param({ schema: ExternalIdParams }) { externalId }: ExternalIdParams,
    @Body({ schema: PutCard }) card: PutCard,
    @IfMatchOrNew() version: number | null,
    @Idempotency() key: WriteKey | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<Card>> {
    const put = await this.cards.put(credentials, externalId, card, { version, key });
    if (!put.ok) return put;
    if (put.value.isNew) void reply.status(201);
    return { ...put, value: put.value.card };
  }
}
