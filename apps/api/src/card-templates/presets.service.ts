import { Injectable } from '@nestjs/common';
import type { CardPreset } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import type { Tx } from '../database/prisma.js';
import { invalid, invalidAll } from '../http/problems/refusals.js';
import { ok, type Result } from '../result.js';
import { PresetsRepository } from './presets.repository.js';

const empty: Omit<CardPreset, 'title'> = {
  description: '',
  classOfService: 'standard',
  swimlaneId: null,
  labelIds: [],
  fields: {},
  checklistItems: [],
};

/** What new cards start with, as it is kept. It has no files, so a text shows the names of files instead. */
@Injectable()
export class PresetsService {
  constructor(private readonly repository: PresetsRepository) {}

  /** What is given, on top of a copy of a card or of nothing. */
  async make(
    tx: Tx,
    board: BoardIds,
    given: Partial<CardPreset>,
    copyOf: number | undefined,
  ): Promise<Result<CardPreset>> {
    const checked = await this.check(tx, board, given);
    if (!checked.ok) return checked;
    const start = copyOf === undefined ? empty : await this.repository.ofCard(tx, board, copyOf);
    return ok({ title: '', ...start, ...checked.value });
  }

  /** 422 for a label, lane or custom field that the board does not have, and for a value that is not of its field's kind. */
  async check<Given extends Partial<CardPreset>>(
    tx: Tx,
    board: BoardIds,
    given: Given,
  ): Promise<Result<Given>> {
    const unknown = await this.repository.unknown(tx, board, given);
    if (unknown.labels) return invalid('labelIds', 'absent');
    if (unknown.lane) return invalid('swimlaneId', 'absent');
    const { description, labelIds, fields } = given;
    const faults = fields ? await this.repository.fieldFaults(tx, board, fields) : [];
    if (faults.length > 0) return invalidAll(faults);
    return ok({
      ...given,
      ...(description && { description: await this.repository.withoutFiles(tx, description) }),
      ...(labelIds && { labelIds: labelIds.toSorted() }),
      // Sorted, so that equal values compare as equal.
      ...(fields && { fields: Object.fromEntries(Object.entries(fields).toSorted()) }),
    });
  }
}
