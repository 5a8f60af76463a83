import type { Board, CardPreset } from '@weir/contract';
import { editableText, emptyValues, typedValues } from '../fields/field-value';

/** What a new card starts with, as fields: the checklist has one step per line, no lane is '', and custom fields are text. */
export type PresetValues = Pick<CardPreset, 'title' | 'description' | 'classOfService' | 'labelIds'> & {
  swimlaneId: string;
  checklistItems: string;
  fields: Record<string, string>;
};

export function emptyPreset(board: Board): PresetValues {
  return {
    title: '',
    description: '',
    classOfService: 'standard',
    labelIds: [],
    swimlaneId: '',
    checklistItems: '',
    fields: emptyValues(board.fields),
  };
}

export function valuesOf(board: Board, preset: CardPreset, locale: string): PresetValues {
  const { title, description, classOfService, labelIds, swimlaneId, checklistItems, fields } = preset;
  return {
    ...{ title, description, classOfService, labelIds },
    swimlaneId: swimlaneId ?? '',
    checklistItems: checklistItems.map(({ text }) => text).join('\n'),
    fields: Object.fromEntries(
      board.fields.map(({ id, kind }) => [id, editableText(kind, fields[id], locale)]),
    ),
  };
}

/** Labels, a lane, custom fields and options that the board has lost meanwhile are left out. */
export function presetOf(board: Board, values: PresetValues, locale: string): CardPreset {
  const { title, description, classOfService, labelIds, swimlaneId, checklistItems, fields } = values;
  return {
    ...{ title, description, classOfService },
    labelIds: labelIds.filter((id) => board.labels.some((label) => label.id === id)),
    swimlaneId: board.swimlanes.some(({ id }) => id === swimlaneId) ? swimlaneId : null,
    checklistItems: stepsIn(checklistItems),
    fields: typedValues(board.fields, fields, locale),
  };
}

/** Each line that is not empty is a step. */
export function stepsIn(lines: string): { text: string }[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((text) => ({ text }));
}
