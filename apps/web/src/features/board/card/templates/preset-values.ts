import type { Board, CardPreset } from '@weir/contract';

/** What a new card starts with, as fields: the checklist has one step per line, and no lane is ''. */
export type PresetValues = Pick<CardPreset, 'title' | 'description' | 'classOfService' | 'labelIds'> & {
  swimlaneId: string;
  checklistItems: string;
};

export const emptyPreset: PresetValues = {
  title: '',
  description: '',
  classOfService: 'standard',
  labelIds: [],
  swimlaneId: '',
  checklistItems: '',
};

export function valuesOf(preset: CardPreset): PresetValues {
  const { title, description, classOfService, labelIds, swimlaneId, checklistItems } = preset;
  return {
    ...{ title, description, classOfService, labelIds },
    swimlaneId: swimlaneId ?? '',
    checklistItems: checklistItems.map(({ text }) => text).join('\n'),
  };
}

/** Labels and a lane that the board has lost meanwhile are left out. */
export function presetOf(board: Board, values: PresetValues): CardPreset {
  const { title, description, classOfService, labelIds, swimlaneId, checklistItems } = values;
  return {
    ...{ title, description, classOfService },
    labelIds: labelIds.filter((id) => board.labels.some((label) => label.id === id)),
    swimlaneId: board.swimlanes.some(({ id }) => id === swimlaneId) ? swimlaneId : null,
    checklistItems: stepsIn(checklistItems),
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
