import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { BoardNumberParams, Card, CardList, CardPosition, NewMoves, PutBack } from '@weir/contract';
import { Allow, AllowInStatement } from '../../http/access/allow.js';
import { Access, type BoardAccess, Credentials } from '../../http/access/caller.js';
import { IfMatch, IfMatchBoard } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import { Versioned } from '../../http/responses/versioned.js';
import { limitRefusals } from '../../limits/overrides/override-access.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { MovingService } from './moving.service.js';

@Controller('v1/workspaces/:workspace/boards/:board')
export class MovingController {
  constructor(private readonly moving: MovingService) {}

  @Put('cards/:number/position')
  @AllowInStatement('changeCards')
  @Versioned()
  @Answers('Move a card, or swap two cards', {
    200: Card,
    refusals: [
      ...limitRefusals,
      'card-not-done',
      'accepted-work',
      'precondition-failed',
      'card-archived',
      'board-archived',
    ],
  })
  move(
    @Credentials() credentials: Credentials,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: CardPosition }) to: CardPosition,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.moving.move(credentials, number, to, { version, key });
  }

  @Put('cards/:number/back')
  @Allow('changeCards')
  @Versioned()
  @Answers('Put a card back to the first queue column', {
    200: Card,
    refusals: [
      ...limitRefusals,
      'precondition-failed',
      'card-archived',
      'card-not-committed',
      'board-archived',
    ],
  })
  putBack(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: PutBack }) why: PutBack,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.moving.putBack(access, number, why, { version, key });
  }

  @Post('moves')
  @Costs(4)
  @HttpCode(200)
  @AllowInStatement('changeCards')
  @Answers('Move several cards, all or none', {
    200: CardList,
    refusals: [
      ...limitRefusals,
      'card-not-done',
      'accepted-work',
      'precondition-failed',
      'card-archived',
      'board-archived',
    ],
  })
  moveSeveral(
    @Credentials() credentials: Credentials,
    @Body({ schema: NewMoves }) moves: NewMoves,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CardList>> {
    return this.moving.moveSeveral(credentials, moves, { key, unchangedSince });
  }
}
