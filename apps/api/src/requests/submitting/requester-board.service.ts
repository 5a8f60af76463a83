import { Injectable } from '@nestjs/common';
import type { RequesterBoard } from '@weir/contract';
import { firstDayInTime, nextWeekday, todayIn } from '@weir/domain';
import { Clock } from '../../clock.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { DoorService } from '../../intake/door/door.service.js';
import { PressureService } from '../../pressure/pressure.service.js';
import { ok, type Result } from '../../result.js';
import { RequesterBoardRepository } from './requester-board.repository.js';

/** What a requester sees of a board before they submit: how full it is, and which requests it admits. */
@Injectable()
export class RequesterBoardService {
  constructor(
    private readonly repository: RequesterBoardRepository,
    private readonly pressure: PressureService,
    private readonly door: DoorService,
    private readonly forecasts: ForecastsService,
    private readonly clock: Clock,
  ) {}

  /** The forecast is for a request behind all waiting ones. */
  async read(access: BoardAccess): Promise<Result<RequesterBoard>> {
    const now = this.clock.now();
    const { name, timeZone, answerWithinHours, workingHours, replenishOn, waitingForYou } =
      await this.repository.read(access, now);
    const [door, pressure] = await Promise.all([
      this.door.read(access, { requesterId: access.userId, now }),
      this.pressure.level(access, now),
    ]);
    const day = todayIn(now, timeZone);
    const { gate, waiting, depth, open, quota, shedding, classes, reasons } = door;
    return ok({
      key: access.boardKey,
      name,
      today: day,
      timeZone,
      pressure,
      intake: { gate, waiting, depth },
      answerWithinHours,
      workingHours,
      answersInTimeFrom: firstDayInTime(now, { timeZone, workingHours }),
      shedding,
      own: { open, quota },
      classes,
      forecast: await this.forecasts.behind(access, waiting + 1),
      reasons,
      retryAfterSeconds: classes.length > 0 ? 0 : door.retryAfterSeconds,
      replenishesOn: nextWeekday(replenishOn, day),
      waitingForYou,
    });
  }
}
