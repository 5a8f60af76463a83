import { Injectable } from '@nestjs/common';
import type { BoardPrice, BoardPriceChange } from '@weir/contract';
import { creditsOf, forecastPrice, freeClasses, type PriceForecast, todayIn } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { BoardPricesRepository, type PriceFacts } from './board-prices.repository.js';

const daysShown = 60;

/** The price of a board, for everyone who can submit requests to it. */
@Injectable()
export class BoardPricesService {
  constructor(
    private readonly repository: BoardPricesRepository,
    private readonly writer: WorkspaceWriter,
    private readonly clock: Clock,
  ) {}

  async read(access: BoardAccess): Promise<Result<BoardPrice>> {
    const now = this.clock.now();
    return ok(priceDocument(await this.repository.read(access, access.userId, now), now, access.boardId));
  }

  async change(
    access: BoardAccess,
    { charged }: BoardPriceChange,
    key: WriteKey | null,
  ): Promise<Result<BoardPrice>> {
    const { workspaceId, userId } = access;
    const done = await this.writer.write<null>({ workspaceId, key, by: userId }, async ({ tx, now }) => {
      await this.repository.setCharged(tx, access, charged, now);
      return ok(null);
    });
    return done.ok ? this.read(access) : done;
  }
}

function priceDocument(facts: PriceFacts, now: Date, boardId: string): BoardPrice {
  const { state, account } = facts;
  const shared = { state, freeClasses: [...freeClasses], account };
  if (facts.state !== 'charged') {
    return { ...shared, price: null, maxPrice: null, history: [], forecast: null };
  }
  const { price, maxPrice, days } = facts;
  const history = days
    .slice(-daysShown)
    .map(({ day, thousandths, level }) => ({ day, price: creditsOf(thousandths, maxPrice), level }));
  return { ...shared, price, maxPrice, history, forecast: priceForecast(facts, now, boardId) };
}

/** The forecast is the same for the same day of a board. */
export function priceForecast(
  facts: Extract<PriceFacts, { state: 'charged' }>,
  now: Date,
  boardId: string,
): PriceForecast {
  const { days, thousandths, maxPrice, timeZone, workingHours } = facts;
  return forecastPrice({
    days: days.map(({ day, thousandths: price, level }) => ({ day, price, level })),
    price: thousandths,
    maxPrice,
    today: todayIn(now, timeZone),
    calendar: { timeZone, workingHours },
    seed: Number.parseInt(boardId.slice(-8), 16) | 0,
  });
}
