import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { BoardNumberParams, Card, CardChange, CardDetail, NewCard } from '@weir/contract';
import { Allow, AllowInStatement } from '../http/access/allow.js';
import { Access, type BoardAccess, Credentials } from '../http/access/caller.js';
import { IfMatch, IfMatchBoard } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { Versioned } from '../http/responses/versioned.js';
import { limitRefusals } from '../limits/overrides/override-access.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { CardsService } from './cards.service.js';

/** Cards: created, read, edited. */
@Controller('v1/workspaces/:workspace/boards/:board/cards')
export class CardsController {
  constructor(private readonly cards: CardsService) {}

  @Post()
  @HttpCode(201)
  @AllowInStatement('changeCards')
  @Versioned()
  @Answers('Create a card', {
    201: Card,
    refusals: [...limitRefusals, 'key-taken', 'precondition-failed', 'board-archived'],
  })
  create(
    @Credentials() credentials: Credentials,
    @Body({ schema: NewCard }) card: NewCard,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.cards.create(credentials, card, { key, unchangedSince });
  }

  @Get(':number')
  @Allow('readBoards')
  @Versioned()
  @Answers('A card with all its details', { 200: CardDetail, 304: null })
  read(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<CardDetail>> {
    return this.cards.read(access, number);
  }

  @Patch(':number')
  @AllowInStatement('changeCards')
  @Versioned()
  @Answers('Edit a card', {
    200: Card,
    refusals: [...limitRefusals, 'key-taken', 'precondition-failed', 'board-archived'],
  })
  change(
    @Credentials() credentials: Credentials,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: CardChange }) change: CardChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.cards.change(credentials, number, change, { version, key });
  }
}
