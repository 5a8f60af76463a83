import { Injectable } from '@nestjs/common';
import type { Label, LabelChange, NewLabel } from '@weir/contract';
import { isSameName } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { BoardAccess } from '../http/access/caller.js';
import { conflict } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { type BoardConditions, BoardWriter } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';
import { LabelsRepository } from './labels.repository.js';

const nameTaken = conflict('name', 'labelNameTaken');

/** The labels of a board, each under a name of its own. */
@Injectable()
export class LabelsService {
  constructor(
    private readonly repository: LabelsRepository,
    private readonly writer: BoardWriter,
  ) {}

  add(access: BoardAccess, added: NewLabel, conditions: BoardConditions): Promise<Result<Label>> {
    return this.writer.write(access, { ...conditions, status: 201 }, async ({ tx, record }) => {
      const labels = await this.repository.list(tx, access);
      if (labels.some(({ name }) => isSameName(name, added.name))) return nameTaken;
      const label = { id: uuid(), ...added };
      await this.repository.add(tx, access, label);
      record('label.added', [{ label: label.id, to: added }]);
      return ok(label);
    });
  }

  change(
    access: BoardAccess,
    id: string,
    change: LabelChange,
    conditions: BoardConditions,
  ): Promise<Result<Label>> {
    return this.writer.write(access, conditions, async ({ tx, record }) => {
      const labels = await this.repository.list(tx, access);
      const label = labels.find((each) => each.id === id);
      if (!label) return refuse('not-found');
      const { name, colour } = label;
      const changed = changedValues({ name, colour }, change);
      if (!changed) return ok(label);
      const { to } = changed;
      if (labels.some((each) => each !== label && to.name !== undefined && isSameName(each.name, to.name))) {
        return nameTaken;
      }
      await this.repository.change(tx, access, id, to);
      record('label.changed', [{ label: id, ...changed }]);
      return ok({ ...label, ...to });
    });
  }

  /** With `fromCards` the cards that have it, archived ones too, lose it. Without it no card may have it. */
  remove(
    access: BoardAccess,
    id: string,
    fromCards: boolean,
    conditions: BoardConditions,
  ): Promise<Result<void>> {
    const lock = fromCards ? { cardsIn: { labelId: id } } : {};
    return this.writer.write<void>(access, { ...conditions, status: 204, lock }, async ({ tx, record }) => {
      const labels = await this.repository.list(tx, access);
      const label = labels.find((each) => each.id === id);
      if (!label) return refuse('not-found');
      const cards = fromCards ? 0 : await this.repository.countCards(tx, access, id);
      if (cards > 0) return refuse('label-in-use', { cards });
      const unlabelled = await this.repository.takeOffCards(tx, access, id);
      await this.repository.remove(tx, access, id);
      const { name, colour } = label;
      record('label.removed', [{ label: id, from: { name, colour } }, ...unlabelled]);
      return ok(undefined);
    });
  }
}
