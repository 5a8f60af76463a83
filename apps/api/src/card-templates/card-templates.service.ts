import { Injectable } from '@nestjs/common';
import type { CardTemplate, CardTemplateChange, CardTemplateList, NewCardTemplate } from '@weir/contract';
import { isSameName } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { BoardAccess } from '../http/access/caller.js';
import { conflict } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { type BoardConditions, BoardWriter } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';
import { CardTemplatesRepository } from './card-templates.repository.js';
import { PresetsService } from './presets.service.js';

const nameTaken = conflict('name', 'templateNameTaken');

/** What new cards of a board can start with, each under a name of its own. */
@Injectable()
export class CardTemplatesService {
  constructor(
    private readonly repository: CardTemplatesRepository,
    private readonly presets: PresetsService,
    private readonly writer: BoardWriter,
  ) {}

  async list(access: BoardAccess): Promise<Result<CardTemplateList>> {
    return ok({ items: await this.repository.list(access) });
  }

  add(
    access: BoardAccess,
    { name, copyOf, ...given }: NewCardTemplate,
    conditions: BoardConditions,
  ): Promise<Result<CardTemplate>> {
    return this.writer.write(access, { ...conditions, status: 201 }, async ({ tx, record }) => {
      const preset = await this.presets.make(tx, access, given, copyOf);
      if (!preset.ok) return preset;
      const templates = await this.repository.list(access, tx);
      if (templates.some((each) => isSameName(each.name, name))) return nameTaken;
      const values = { name, ...preset.value };
      const template = { id: uuid(), ...values };
      await this.repository.add(tx, access, template);
      record('cardTemplate.added', [{ cardTemplate: template.id, copyOf, to: values }]);
      return ok(template);
    });
  }

  change(
    access: BoardAccess,
    id: string,
    change: CardTemplateChange,
    conditions: BoardConditions,
  ): Promise<Result<CardTemplate>> {
    return this.writer.write(access, conditions, async ({ tx, record }) => {
      const templates = await this.repository.list(access, tx);
      const template = templates.find((each) => each.id === id);
      if (!template) return refuse('not-found');
      const wanted = await this.presets.check(tx, access, change);
      if (!wanted.ok) return wanted;
      const { id: _, ...values } = template;
      const changed = changedValues(values, wanted.value);
      if (!changed) return ok(template);
      const { name } = changed.to;
      if (name !== undefined && templates.some((each) => each !== template && isSameName(each.name, name))) {
        return nameTaken;
      }
      const next = { ...template, ...changed.to };
      await this.repository.change(tx, access, next);
      record('cardTemplate.changed', [{ cardTemplate: id, ...changed }]);
      return ok(next);
    });
  }

  remove(access: BoardAccess, id: string, conditions: BoardConditions): Promise<Result<void>> {
    return this.writer.write<void>(access, { ...conditions, status: 204 }, async ({ tx, record }) => {
      const template = (await this.repository.list(access, tx)).find((each) => each.id === id);
      if (!template) return refuse('not-found');
      await this.repository.remove(tx, access, id);
      const { id: _, ...from } = template;
      record('cardTemplate.removed', [{ cardTemplate: id, from }]);
      return ok(undefined);
    });
  }
}
