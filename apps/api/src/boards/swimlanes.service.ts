import { Injectable } from '@nestjs/common';
import type { NewSwimlane, Swimlane, SwimlaneChange } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { type BoardConditions, BoardWriter } from '../database/board-writer.js';
import type { BoardAccess } from '../http/caller.js';
import { ok, type Result, refuse } from '../result.js';
import { placed } from './order.js';
import { SwimlanesRepository } from './swimlanes.repository.js';

@Injectable()
export class SwimlanesService {
  constructor(
    private readonly repository: SwimlanesRepository,
    private readonly writer: BoardWriter,
  ) {}

  /** Last unless placed. */
  add(
    access: BoardAccess,
    { name, ...place }: NewSwimlane,
    conditions: BoardConditions,
  ): Promise<Result<Swimlane>> {
    return this.writer.write(access, { ...conditions, status: 201 }, async ({ tx, record }) => {
      const lane = { id: uuid(), name };
      const order = placed(await this.repository.list(tx, access), lane, place);
      if (!order.ok) return order;
      await this.repository.add(tx, access, lane);
      await this.repository.order(tx, access, order.value);
      record('swimlane.added', [{ swimlane: lane.id, to: { name } }]);
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
      if (before || after) {
        const order = placed(
          lanes.filter((each) => each !== lane),
          lane,
          { before, after },
        );
        if (!order.ok) return order;
        await this.repository.order(tx, access, order.value);
      }
      if (name !== undefined) await this.repository.rename(tx, access, id, name);
      const stands = { id, name: name ?? lane.name };
      record('swimlane.changed', [{ swimlane: id, from: { name: lane.name }, to: { name: stands.name } }]);
      return ok(stands);
    });
  }

  /** Its cards stay where they are, in no lane. */
  async remove(access: BoardAccess, id: string, conditions: BoardConditions): Promise<Result<void>> {
    const cards = await this.repository.cardsIn(access, id);
    return this.writer.write<void>(
      access,
      { ...conditions, status: 204, lock: { cards } },
      async ({ tx, record }) => {
        const lane = (await this.repository.list(tx, access)).find((each) => each.id === id);
        if (!lane) return refuse('not-found');
        await this.repository.remove(tx, access, id);
        record('swimlane.removed', [{ swimlane: id, from: { name: lane.name } }]);
        return ok(undefined);
      },
    );
  }
}
