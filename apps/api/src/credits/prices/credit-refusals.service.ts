import { Injectable } from '@nestjs/common';
import { affordableFrom, freeClasses, secondsUntil } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { boardsOf, type TokenBearer } from '../../http/access/caller.js';
import type { Refusal } from '../../result.js';
import { BoardPricesRepository } from './board-prices.repository.js';
import { BoardPricesService } from './board-prices.service.js';

/** The facts that the database gives when it refuses a request for lack of credits. */
type Spent = { balance: number; renewsAt: string };
/** The requester, with the token that restricts them to boards. Guests are never charged. */
type Asker = Pick<TokenBearer, 'token'> & { userId: string | null };

/** Adds what the requester can do instead, if the credits do not cover a price. */
@Injectable()
export class CreditRefusalsService {
  constructor(
    private readonly repository: BoardPricesRepository,
    private readonly prices: BoardPricesService,
  ) {}

  /** Other refusals stay as they are. */
  async explain(refusal: Refusal, board: BoardIds, { userId, token }: Asker, now: Date): Promise<Refusal> {
    if (refusal.code !== 'credits-spent' || userId === null) return refusal;
    const facts = refusal.facts as Spent;
    const [price, affordableBoards] = await Promise.all([
      this.repository.read(board, userId, now),
      this.repository.affordable(board, facts.balance, boardsOf({ token })),
    ]);
    const forecast = price.state === 'charged' ? this.prices.forecast(board, price, now) : null;
    return {
      ...refusal,
      facts: {
        ...facts,
        retryAfterSeconds: secondsUntil(facts.renewsAt, now) ?? 1,
        affordableFrom: forecast && affordableFrom(forecast, facts.balance),
        affordableBoards,
        freeClasses: [...freeClasses],
      },
    };
  }
}
