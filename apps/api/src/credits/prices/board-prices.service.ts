import { Injectable } from '@nestjs/common';
import type { BoardPrice, BoardPriceChange } from '@weir/contract';
import { creditsOf, forecastPrice, freeClasses, type PriceForecast, todayIn } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { BoardPricesRepository, type PriceFacts } from './board-prices.repository.js';
import { ShownPrices } from './shown-prices.service.js';

type ChargedFacts = Extract<PriceFacts, { state: 'charged' }>;

const daysShown = 60;

/** The price of a board, for everyone who can submit requests to it. */
@Injectable()
export class BoardPricesService {
  constructor(
    private readonly repository: BoardPricesRepository,
    private readonly writer: WorkspaceWriter,
    private readonly shown: ShownPrices,
    private readonly clock: Clock,
  ) {}

  async read(access: BoardAccess): Promise<Result<BoardPrice>> {
    const now = this.clock.now();
    const facts = await this.repository.read(access, access.userId, now);
    const forecast = facts.state === 'charged' ? this.forecast(access, facts, now) : null;
    return ok(priceDocument(facts, forecast));
  }

  /** The forecast that is shown today. It is stored, to be scored later. */
  forecast(board: BoardIds, facts: ChargedFacts, now: Date): PriceForecast {
    const forecast = priceForecast(facts, now, board.boardId);
    this.shown.show(board, todayIn(now, facts.timeZone), forecast);
    return forecast;
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

function priceDocument(facts: PriceFacts, forecast: PriceForecast | null): BoardPrice {
  const { state, account } = facts;
  const shared = { state, freeClasses: [...freeClasses], account };
  if (facts.state !== 'charged') {
    return { ...shared, price: null, maxPrice: null, history: [], forecast: null, forecastRecord: null };
  }
  const { price, maxPrice, days, record } = facts;
  const history = days
    .slice(-daysShown)
    .map(({ day, thousandths, level }) => ({ day, price: creditsOf(thousandths, maxPrice), level }));
  const forecastRecord = record.forecasts > 0 ? record : null;
  return { ...shared, price, maxPrice, history, forecast, forecastRecord };
}

/** The forecast is the same for the same day of a board. */
function priceForecast(facts: ChargedFacts, now: Date, boardId: string): PriceForecast {
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
