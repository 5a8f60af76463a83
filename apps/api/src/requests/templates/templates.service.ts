import { Injectable } from '@nestjs/common';
import type {
  AnswerTemplate,
  AnswerTemplateChange,
  AnswerTemplateList,
  NewAnswerTemplate,
} from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { BoardAccess } from '../../http/access/caller.js';
import { conflict, invalid, refuseStale } from '../../http/problems/refusals.js';
import { ok, type Refusal, type Result, refuse } from '../../result.js';
import { type BoardConditions, BoardWriter, type VersionConditions } from '../../writes/board-writer.js';
import { changedValues } from '../../writes/changed-values.js';
import { TemplatesRepository } from './templates.repository.js';

const maxTemplates = 50;
const kindsWithoutReason: readonly string[] = ['accept', 'redirect'];

/** A board's templates for the messages of answers. Each has a unique name. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly repository: TemplatesRepository,
    private readonly writer: BoardWriter,
  ) {}

  async list(access: BoardAccess): Promise<Result<AnswerTemplateList>> {
    return ok({ items: await this.repository.list(access) });
  }

  /** 422 for a reason of a kind that has none; 409 for a taken name, and for a 51st template. */
  add(
    access: BoardAccess,
    template: NewAnswerTemplate,
    conditions: BoardConditions,
  ): Promise<Result<AnswerTemplate>> {
    const options = { ...conditions, status: 201 };
    return this.writer.write<AnswerTemplate>(access, options, async ({ tx, now, record }) => {
      const others = await this.repository.list(access, tx);
      const fault = templateFault(template, others);
      if (fault) return fault;
      if (others.length >= maxTemplates) return conflict('name', 'tooManyTemplates', { max: maxTemplates });
      const added = { id: uuid(), version: 1, ...template, createdAt: now.toISOString() };
      await this.repository.add(tx, access, added);
      record('intake.changed', [{ template: added.id, to: template }]);
      return ok(added);
    });
  }

  change(
    access: BoardAccess,
    id: string,
    change: AnswerTemplateChange,
    { version, key }: VersionConditions,
  ): Promise<Result<AnswerTemplate>> {
    return this.writer.write<AnswerTemplate>(access, { key }, async ({ tx, record }) => {
      const all = await this.repository.list(access, tx);
      const before = all.find((each) => each.id === id);
      if (!before) return refuse('not-found');
      const stale = refuseStale(version, before.version);
      if (stale) return stale;
      const after = { ...before, ...change };
      const fault = templateFault(
        after,
        all.filter((each) => each !== before),
      );
      if (fault) return fault;
      const { id: _id, version: _version, createdAt: _at, ...values } = before;
      const changed = changedValues(values, change);
      if (changed) {
        await this.repository.change(tx, access, id, changed.to);
        record('intake.changed', [{ template: id, ...changed }]);
      }
      return ok({ ...after, version: before.version + (changed ? 1 : 0) });
    });
  }

  remove(access: BoardAccess, id: string, { version, key }: VersionConditions): Promise<Result<void>> {
    return this.writer.write<void>(access, { key, status: 204 }, async ({ tx, record }) => {
      const template = (await this.repository.list(access, tx)).find((each) => each.id === id);
      if (!template) return refuse('not-found');
      const stale = refuseStale(version, template.version);
      if (stale) return stale;
      await this.repository.remove(tx, access, id);
      record('intake.changed', [{ template: id, from: { name: template.name } }]);
      return ok(undefined);
    });
  }
}

function templateFault(
  { name, kind, reason }: NewAnswerTemplate,
  others: readonly AnswerTemplate[],
): { ok: false; refusal: Refusal } | null {
  if (reason !== null && kindsWithoutReason.includes(kind)) return invalid('reason', 'noReasonFor');
  if (others.some((each) => each.name === name)) return conflict('name', 'templateNameTaken');
  return null;
}
