import { Injectable } from '@nestjs/common';
import type { ImportSource } from '@weir/contract';
import { isSameName } from '@weir/domain';
import { FieldOptionsService } from '../../fields/field-options.service.js';
import { FieldsService } from '../../fields/fields.service.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { LabelsService } from '../../labels/labels.service.js';
import type { Refusal, Result } from '../../result.js';
import { byUse } from '../planning/fitting.js';
import type { PlannedField } from '../planning/planned-card.js';
import { type TargetField, TargetRepository } from '../target.repository.js';

const anyVersion = { key: null, unchangedSince: null };

/** Another writer has just made it, or the board’s cap is reached: the cards are imported without it. */
const passing = new Set(['name-taken', 'cap-reached']);

/** The labels and fields on the board, by their refs in the source. */
export type SetUp = { labels: Map<string, string>; fields: Map<string, PlannedField> };

/** Makes the labels, custom fields and options that the cards of an import use and the board lacks. */
@Injectable()
export class BoardSetupService {
  constructor(
    private readonly target: TargetRepository,
    private readonly labels: LabelsService,
    private readonly fields: FieldsService,
    private readonly options: FieldOptionsService,
  ) {}

  /** The most used ones come first, up to the board’s caps. A repeated call makes only the missing ones. */
  async prepare(access: BoardAccess, source: ImportSource): Promise<SetUp | Refusal> {
    const labels = await this.labelsOf(access, source);
    if (!(labels instanceof Map)) return labels;
    const fields = await this.fieldsOf(access, source);
    return fields instanceof Map ? { labels, fields } : fields;
  }

  private async labelsOf(access: BoardAccess, source: ImportSource): Promise<Map<string, string> | Refusal> {
    const here = await this.target.labels(access);
    const found = new Map<string, string>();
    for (const { ref, name, colour } of byUse(source.labels)) {
      const same = here.find((label) => isSameName(label.name, name));
      const label = same ?? made(await this.labels.add(access, { name, colour }, anyVersion));
      if (label === null) continue;
      if ('code' in label) return label;
      if (!same) here.push(label);
      found.set(ref, label.id);
    }
    return found;
  }

  private async fieldsOf(
    access: BoardAccess,
    source: ImportSource,
  ): Promise<Map<string, PlannedField> | Refusal> {
    const here: TargetField[] = await this.target.fields(access);
    const found = new Map<string, PlannedField>();
    for (const { ref, name, kind, options } of byUse(source.fields)) {
      const named = (wanted: string) => here.filter((field) => isSameName(field.name, wanted));
      // A field of another kind can have the name. An earlier run has then made the second one.
      const second = `${name.slice(0, 37)} 2`;
      const same = [...named(name), ...named(second)].find((field) => field.kind === kind);
      const free = named(name).length > 0 ? second : name;
      const field =
        same ?? made(await this.fields.add(access, { name: free, kind, options: [] }, anyVersion));
      if (field === null) continue;
      if ('code' in field) return field;
      if (!same) here.push(field);
      const refs = await this.optionsOf(access, field, options);
      if (!(refs instanceof Map)) return refs;
      found.set(ref, { id: field.id, kind, options: refs });
    }
    return found;
  }

  private async optionsOf(
    access: BoardAccess,
    field: TargetField,
    options: ImportSource['fields'][number]['options'],
  ): Promise<Map<string, string> | Refusal> {
    const here = [...field.options];
    const found = new Map<string, string>();
    for (const { ref, name, colour } of options) {
      const same = here.find((option) => isSameName(option.name, name));
      const option = same ?? made(await this.options.add(access, field.id, { name, colour }, anyVersion));
      if (option === null) continue;
      if ('code' in option) return option;
      if (!same) here.push(option);
      found.set(ref, option.id);
    }
    return found;
  }
}

/** The new label, field or option; null if the cards are imported without it; otherwise the refusal that stops the import. */
function made<T>(result: Result<T>): T | Refusal | null {
  if (result.ok) return result.value;
  return passing.has(result.refusal.code) ? null : result.refusal;
}
