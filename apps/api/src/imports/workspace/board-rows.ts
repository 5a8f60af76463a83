import type { LimitDefinition } from '@weir/contract';
import type { ExportedBoard } from '@weir/contract/workspace-exports';
import { nextOccurrence } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { Mapping } from './mapping.js';

/** The rows of a board of an export, without its cards and requests. Limits of people who can't be assigned here are left out. */
export function boardRows(board: ExportedBoard, mapping: Mapping) {
  const { gate, form, escalateTo, ...policy } = board.intake;
  const isShut = gate.state !== 'open' && gate.reason !== null;
  return {
    boardId: mapping.id(board.id),
    createdAt: mapping.past(board.createdAt),
    createdBy: mapping.person(board.createdBy) ?? mapping.importer,
    policy: { ...policy, escalateTo: escalateTo.flatMap((person) => mapping.answering(person)) },
    intake: {
      formOpenPerGuest: form.openPerGuest,
      formDepth: form.depth,
      ...(isShut && {
        // A probe ends with the requests that it let in, which are not known here.
        gate: gate.state === 'throttled' ? ('throttled' as const) : ('shut' as const),
        gateReason: gate.reason,
        gateUntil: gate.until,
      }),
    },
    columns: board.columns.map((column, position) => ({ ...column, id: mapping.id(column.id), position })),
    swimlanes: board.swimlanes.map((lane, position) => ({ ...lane, id: mapping.id(lane.id), position })),
    labels: board.labels.map((label) => ({ ...label, id: mapping.id(label.id) })),
    fields: board.fields.map(({ options: _, ...field }, position) => ({
      ...field,
      id: mapping.id(field.id),
      position,
    })),
    options: board.fields.flatMap(({ id, options }) =>
      options.map((option, position) => ({
        ...option,
        id: mapping.id(option.id),
        fieldId: mapping.id(id),
        position,
      })),
    ),
    limits: board.limits.flatMap((limit) => limitRow(limit, mapping)),
    answerTemplates: board.answerTemplates.map((template) => ({ ...template, id: uuid() })),
    cardTemplates: board.cardTemplates.map(({ id, name, ...preset }) => ({
      id: mapping.id(id),
      name,
      preset: presetOf(board, preset, mapping),
    })),
    recurringCards: board.recurringCards.map(
      ({ id, columnId, schedule, whenFull, active, nextAt, ...preset }) => {
        const isDue = nextAt !== null && nextAt <= mapping.now;
        const next = nextOccurrence(schedule, policy.timeZone, new Date(mapping.now));
        return {
          id: mapping.id(id),
          preset: presetOf(board, preset, mapping),
          columnId: mapping.idOrNull(columnId),
          schedule,
          whenFull,
          active,
          nextAt: active ? (isDue ? (next?.toISOString() ?? null) : nextAt) : null,
        };
      },
    ),
  };
}
export type BoardRows = ReturnType<typeof boardRows>;

function limitRow(limit: LimitDefinition, mapping: Mapping) {
  const { scope, max, min = null, mode } = limit;
  const row = { id: uuid(), scope, max, min, mode };
  switch (limit.scope) {
    case 'column':
      return [{ ...row, columnId: mapping.id(limit.columnId) }];
    case 'columns':
      return [{ ...row, columnIds: limit.columnIds.map((id) => mapping.id(id)) }];
    case 'swimlane':
      return [
        {
          ...row,
          swimlaneId: mapping.id(limit.swimlaneId),
          columnId: limit.columnId === undefined ? null : mapping.id(limit.columnId),
        },
      ];
    case 'person': {
      const userId = mapping.assignable(limit.userId);
      return userId === null ? [] : [{ ...row, userId }];
    }
    case 'classOfService':
      return [{ ...row, classOfService: limit.classOfService }];
    case 'board':
      return [row];
  }
}

type Preset = Pick<
  ExportedBoard['cardTemplates'][number],
  'title' | 'description' | 'classOfService' | 'swimlaneId' | 'labelIds' | 'fields' | 'checklistItems'
>;

function presetOf({ fields }: ExportedBoard, preset: Preset, mapping: Mapping) {
  return {
    ...preset,
    description: mapping.text(preset.description),
    swimlaneId: mapping.idOrNull(preset.swimlaneId),
    labelIds: preset.labelIds.map((id) => mapping.id(id)),
    fields: fieldValues(fields, preset.fields, mapping),
  };
}

/** The values of custom fields with the ids of this workspace. A choice is the id of its option. */
export function fieldValues(
  fields: ExportedBoard['fields'],
  values: Readonly<Record<string, string | number>>,
  mapping: Mapping,
): Record<string, string | number> {
  const kinds = new Map(fields.map(({ id, kind }) => [id, kind]));
  return Object.fromEntries(
    Object.entries(values).flatMap(([id, value]) => {
      const kind = kinds.get(id);
      return kind === undefined
        ? []
        : [[mapping.id(id), kind === 'choice' ? mapping.id(String(value)) : value]];
    }),
  );
}
