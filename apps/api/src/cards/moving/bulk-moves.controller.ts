import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CardList, NewMoves } from '@weir/contract';
import { AllowInStatement } from '../../http/access/allow.js';
import { Credentials } from '../../http/access/caller.js';
import { IfMatchBoard } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { limitRefusals } from '../../limits/overrides/override-access.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { CardsService } from '../cards.service.js';

/** Several cards moved at once: all of them or none, as one event. */
@Controller('v1/workspaces/:workspace/boards/:board/moves')
export class MovesController {
  constructor(private readonly cards: CardsService) {}

  @Post()
  @HttpCode(200)
  @AllowInStatement('changeCards')
  @Answers('Move several cards, all or none', {
    200: CardList,
    refusals: [...limitRefusals, 'card-not-done', 'precondition-failed', 'card-archived', 'board-archived'],
  })
  move(
    @Credentials() credentials: Credentials,
    @Body({ schema: NewMoves }) moves: NewMoves,
    @IfMatchBoard() unchangedSince: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CardList>> {
    return this.cards.moveSeveral(credentials, moves, { key, unchangedSince });
  }
}
