import { Injectable } from '@nestjs/common';
import type { NewSwimlane, Swimlane, SwimlaneChange } from '@weir/contract';
import { isSameName } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { insertItem, isReordered, moveItem, nextOf } from '../columns/column-order.js';
import type { BoardAccess } from '../http/access/caller.js';
import { conflict, invalid } from '../http/problems/refusals.js';
import { LimitRefusalsService } from '../limits/limit-refusals.service.js';
import { limitValues } from '../limits/limit-values.js';
import { ok, type Result, refuse } from '../result.js';
import { type BoardConditions, BoardWriter } from '../writes/board-writer.js';
import { SwimlanesRepository } from './swimlanes.repository.js';

const nameTaken = conflict('name', 'swimlaneNameTaken');

/** The swimlanes of a board, each under a name of its own. */
@Injectable()
export class SwimlanesService {
  constructor(
    private readonly repository: SwimlanesRepository,
    private readonly limitRefusals: LimitRefusalsService,
    private readonly writer: BoardWriter,
  ) {}

  /** Last, unless a neighbour is named. */
  add(
    access: BoardAccess,
    { name, ...neighbour }: NewSwimlane,
    conditions: BoardConditions,
  ): Promise<Result<Swimlane>> {
    return this.writer.write(access, { ...conditions, status: 201 }, async ({ tx, record }) => {
      const lanes = await this.repository.list(tx, access);
      const lane = { id: uuid(), name };
      const order = insertItem(lanes, lane, neighbour);
      if (!order.ok) return order;
      if (lanes.some((each) => isSameName(each.name, name))) return nameTaken;
      await this.repository.add(tx, access, lane);
      await this.repository.setOrder(tx, access, order.value);
      record('swimlane.added', [{ swimlane: lane.id, to: { name, before: nextOf(order.value, lane.id) } }]);
      return ok(lane);
    });
  }

  change(
    access: BoardAccess,
    id: string,
    { name, before, after }: SwimlaneChange,
    conditions: BoardConditions,
  ): Promise<Result<Swimlane>> {
    return this.writer.write(access, conditions, async ({ tx, record }) => {
      const lanes = await this.repository.list(tx, access);
      const lane = lanes.find((each) => each.id === id);
      if (!lane) return refuse('not-found');
      const changed = { id, name: name ?? lane.name };
      const order = moveItem(lanes, lane, { before, after });
      if (!order.ok) return order;
      const isRenamed = changed.name !== lane.name;
      if (isRenamed && lanes.some((each) => each !== lane && isSameName(each.name, changed.name))) {
        return nameTaken;
      }
      const isMoved = isReordered(order.value, lanes);
      if (isMoved) await this.repository.setOrder(tx, access, order.value);
      if (isRenamed) await this.repository.rename(tx, access, id, changed.name);
      if (isRenamed || isMoved) {
        const place = isMoved ? { before: nextOf(order.value, id) } : {};
        record('swimlane.changed', [
          { swimlane: id, from: { name: lane.name }, to: { name: changed.name, ...place } },
        ]);
      }
      return ok(changed);
    });
  }

  /**
   * Its cards, archived ones too, go to the lane `cardsTo`, if that has room, or to `none`; without it the lane must be
   * empty. They stay in their columns. The lane's limits are removed.
   */
  async remove(
    access: BoardAccess,
    id: string,
    cardsTo: string | undefined,
    conditions: BoardConditions,
  ): Promise<Result<void>> {
    const lock = cardsTo === undefined ? {} : { cardsIn: { swimlaneId: id } };
    const options = { ...conditions, status: 204, lock };
    const to = cardsTo === undefined || cardsTo === 'none' ? null : cardsTo;
    const result = await this.writer.write<void>(access, options, async ({ tx, record }) => {
      const lanes = await this.repository.list(tx, access);
      const lane = lanes.find((each) => each.id === id);
      if (!lane) return refuse('not-found');
      if (cardsTo === id) return invalid('cardsTo', 'otherSwimlane');
      if (to !== null && !lanes.some((each) => each.id === to)) {
        return invalid('cardsTo', 'notSwimlaneOfBoard');
      }
      const cards = cardsTo === undefined ? await this.repository.countCards(tx, access, id) : 0;
      if (cards > 0) return refuse('swimlane-not-empty', { cards });
      const moved = await this.repository.moveCards(tx, access, id, to);
      const limits = await this.repository.removeLimits(tx, access, id);
      await this.repository.remove(tx, access, id);
      record('swimlane.removed', [
        { swimlane: id, from: { name: lane.name }, ...(cardsTo !== undefined && { cardsTo: to }) },
        ...moved,
        ...limits.map((limit) => ({ limit: limit.id, from: limitValues(limit) })),
      ]);
      return ok(undefined);
    });
    if (cardsTo === undefined) return result;
    return this.limitRefusals.explain(access, result, { kind: 'clearLane', swimlaneId: id, to });
  }
}
