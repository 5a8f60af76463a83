import type { NewLimit } from '@weir/contract';
import { classesOfService, limitModes } from '@weir/domain';
import { type Command, type Kind, run } from '../model.js';
import { limitsOf } from '../rules.js';
import type { Board, World } from '../world.js';
import type { Choices } from './choices.js';

/** Commands of managers, and submitting. */
export const kinds: readonly Kind[] = [
  'addLimit',
  'changeLimit',
  'removeLimit',
  'addColumn',
  'changeColumn',
  'removeColumn',
  'addLane',
  'removeLane',
  'changeBoard',
  'submit',
  'answer',
];

/** An id that does not exist. */
export const nowhere = '00000000-0000-7000-8000-000000000000';

const nextYear = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);

type By = Pick<Command, 'who' | 'at'>;

export function drawn(kind: Kind, choices: Choices, world: World, by: By): Command | null {
  const board = world.boards[by.at]!;
  const columnId = choices.of(board.columns.map(({ id }) => id)) as string;
  const laneId = choices.of(board.lanes.map(({ id }) => id)) ?? nowhere;
  const limit = choices.often(8) ? undefined : choices.of(limitsOf(world, by.at));
  switch (kind) {
    case 'addLimit': {
      const drawn = [1, 2, 3].map(
        () => ({ ...subject(choices, world, board), ...figures(choices) }) as NewLimit,
      );
      const isNew = (body: NewLimit) =>
        run(world, { ...by, kind, body }, { thing: '', limit: '' }).answer.status === 201;
      return { ...by, kind, body: (choices.often(90) && drawn.find(isNew)) || (drawn[0] as NewLimit) };
    }
    case 'changeLimit': {
      const { min, ...rest } = figures(choices);
      const columnIds = choices.some(ids(board), 3);
      const regroup = limit?.scope === 'columns' && columnIds.length > 1 && choices.often(40);
      const change = choices.from<object>({ max: rest.max }, { mode: rest.mode }, { min: min ?? null }, rest);
      return { ...by, kind, id: limit?.id ?? nowhere, body: regroup ? { columnIds } : change };
    }
    case 'removeLimit':
      return { ...by, kind, id: limit?.id ?? nowhere };
    case 'addColumn':
      return { ...by, kind, body: newColumn(choices, board) };
    case 'changeColumn':
      return { ...by, kind, id: choices.often(3) ? nowhere : columnId, body: columnChange(choices, board) };
    case 'removeColumn': {
      const id = choices.often(3) ? nowhere : columnId;
      const homes = ids(board).filter((each) => each !== id || choices.often(10));
      return { ...by, kind, id, cardsTo: choices.of([...homes, undefined]) };
    }
    case 'addLane':
      return { ...by, kind, body: { name: choices.from('Web', 'Mobile', 'Data') } };
    case 'removeLane': {
      const homes = board.lanes.map(({ id }) => id).filter((each) => each !== laneId || choices.often(15));
      return { ...by, kind, id: laneId, cardsTo: choices.of([undefined, 'none', ...homes]) };
    }
    case 'changeBoard':
      return by.at === 0 || (!board.archived && choices.often(30))
        ? { ...by, kind, body: { overrideBudget: choices.upTo(3) } }
        : { ...by, kind, body: { archived: !board.archived } };
    case 'submit': {
      const classOfService = choices.from('standard', ...classesOfService);
      const day = classOfService === 'fixedDate' && choices.often(80) ? { neededBy: nextYear } : {};
      return { ...by, kind, body: { title: 'A thing we need', classOfService, ...day } };
    }
    case 'answer':
      return answer(choices, board, by, columnId);
    default:
      return null;
  }
}

/** Two or three of the team, so that their limits fill up. Rarely somebody who cannot be assigned. */
export function people(choices: Choices, world: World): string[] {
  const team = Object.keys(world.team);
  return choices.often(3) ? [nowhere] : choices.some(team, 2);
}

function answer(choices: Choices, board: Board, by: By, columnId: string): Command | null {
  if (board.requests.length === 0 && choices.often(80)) return null;
  const waiting = board.requests.filter(({ answered }) => !answered);
  const request = choices.of(choices.often(90) && waiting.length > 0 ? waiting : board.requests)?.number ?? 1;
  if (choices.often(30)) {
    const body = {
      kind: 'decline' as const,
      reason: 'notAligned' as const,
      message: 'This is not what we do.',
    };
    return { ...by, kind: 'answer', request, body };
  }
  const place = choices.often(70) ? { columnId: choices.often(4) ? nowhere : columnId } : {};
  const classOfService = choices.from(undefined, undefined, ...classesOfService);
  return {
    ...by,
    kind: 'answer',
    request,
    body: { kind: 'accept', ...place, ...(classOfService && { classOfService }) },
  };
}

function subject(choices: Choices, world: World, board: Board) {
  const columnId = choices.often(4) ? nowhere : (choices.of(ids(board)) as string);
  const swimlaneId = choices.often(96) ? (choices.of(board.lanes.map(({ id }) => id)) ?? nowhere) : nowhere;
  const userId = choices.often(96) ? choices.of(Object.keys(world.team)) : nowhere;
  const columnIds = choices.some(ids(board), 3);
  const scope = choices.from(
    'column',
    'columns',
    'swimlane',
    'cell',
    'person',
    'everywhere',
    'board',
    'classOfService',
  );
  switch (scope) {
    case 'column':
      return { scope, columnId };
    case 'columns':
      return { scope, columnIds: columnIds.length > 1 ? columnIds : ids(board).slice(1, 3) };
    case 'swimlane':
      return { scope, swimlaneId };
    case 'cell':
      return { scope: 'swimlane', swimlaneId, columnId };
    case 'person':
      return { scope, userId, across: 'board' };
    case 'everywhere':
      return { scope: 'person', userId, across: 'workspace' };
    case 'board':
      return { scope };
    case 'classOfService':
      return { scope, classOfService: choices.from(...classesOfService) };
  }
}

function figures(choices: Choices) {
  const max = choices.from(1, 2, 3, 0, 4);
  const mode = choices.from('block', 'reason', 'reason', ...limitModes);
  return { max, mode, ...(choices.often(25) && { min: choices.upTo(Math.min(5, max + 1)) }) };
}

function newColumn(choices: Choices, board: Board) {
  const kind = choices.from('active', 'queue', 'done');
  const near = choices.of(ids(board)) as string;
  return {
    name: choices.from('Test', 'Ship', 'Check', 'Proof', 'Pack'),
    kind,
    split: kind === 'active' && choices.often(40),
    ...(choices.often(50) && { limit: figures(choices) }),
    ...(choices.often(30) && { [choices.from('before', 'after')]: near }),
  };
}

function columnChange(choices: Choices, board: Board) {
  const near = choices.of(ids(board)) as string;
  return choices.from(
    { split: true },
    { split: false },
    { limit: figures(choices) },
    { limit: null },
    { name: choices.from('Build', 'Make', 'Craft', 'Forge') },
    { [choices.from('before', 'after')]: near },
  );
}

function ids({ columns }: Board): string[] {
  return columns.map(({ id }) => id);
}
