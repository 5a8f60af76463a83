import type {
  CardChange,
  CardPosition,
  ClassOfService,
  ColumnChange,
  LimitChange,
  NewAnswer,
  NewCard,
  NewColumn,
  NewLimit,
  ToRequester,
} from '@weir/contract';
import { lacksNeededBy } from '@weir/domain';
import type { Name } from '../support/people.js';
import { no, type Outcome } from './answers.js';
import { archive, type BulkMove, block, bulk, create, edit, move, putBack, restore } from './cards.js';
import { answer, submit } from './intake.js';
import type { Override } from './rules.js';
import {
  addColumn,
  addLane,
  addLimit,
  type BoardWish,
  changeBoard,
  changeColumn,
  changeLimit,
  type NewIds,
  removeColumn,
  removeLane,
  removeLimit,
} from './structure.js';
import type { World } from './world.js';

/** A command to board `at`. `toRequester` is in the body of those that can take accepted work back. */
export type Command = { who: Name; at: number; toRequester?: ToRequester | undefined } & (
  | { kind: 'create'; body: NewCard }
  | { kind: 'move' | 'swap'; card: number; body: CardPosition }
  | { kind: 'bulk'; body: { moves: BulkMove[]; override?: Override | undefined } }
  | { kind: 'putBack'; card: number; body: { reason: string; override?: Override | undefined } }
  | { kind: 'archive' | 'block' | 'unblock'; card: number }
  | { kind: 'restore'; card: number; columnId?: string | undefined }
  | { kind: 'edit'; card: number; body: CardChange }
  | { kind: 'addLimit'; body: NewLimit }
  | { kind: 'changeLimit'; id: string; body: LimitChange }
  | { kind: 'removeLimit'; id: string }
  | { kind: 'addColumn'; body: NewColumn }
  | { kind: 'changeColumn'; id: string; body: ColumnChange }
  | { kind: 'removeColumn' | 'removeLane'; id: string; cardsTo?: string | undefined }
  | { kind: 'addLane'; body: { name: string } }
  | { kind: 'changeBoard'; body: BoardWish }
  | { kind: 'submit'; body: { title: string; classOfService: ClassOfService; neededBy?: string } }
  | { kind: 'answer'; request: number; body: NewAnswer & { override?: Override | undefined } }
);
export type Kind = Command['kind'];

const ofTheTeam: readonly Kind[] = [
  'create',
  'move',
  'swap',
  'bulk',
  'putBack',
  'archive',
  'restore',
  'block',
  'unblock',
  'edit',
];

/** Those that can take accepted work back. */
export const leaving: readonly Kind[] = [
  'move',
  'swap',
  'bulk',
  'archive',
  'restore',
  'removeColumn',
  'changeBoard',
];

/** The answer that the API should give to a command, and the world after it. */
export function run(world: World, command: Command, ids: NewIds): Outcome {
  const { who, kind, at } = command;
  if (!mayAsk(who, kind)) return no(world, 403, 'not-allowed');
  if (isMalformed(command)) return no(world, 422, 'invalid-input');
  if (overrideOf(command) && who !== 'manager') return no(world, 403, 'not-allowed');
  const isBack = command.kind === 'changeBoard';
  if (world.boards[at]!.archived && !isBack) return no(world, 409, 'board-archived');
  return work(world, command, ids);
}

function work(world: World, command: Command, ids: NewIds): Outcome {
  const { at, toRequester } = command;
  switch (command.kind) {
    case 'create':
      return create(world, at, command.body);
    case 'move':
    case 'swap':
      return move(world, at, command.card, { ...command.body, toRequester });
    case 'bulk':
      return bulk(world, at, command.body.moves, command.body.override, toRequester);
    case 'putBack':
      return putBack(world, at, command.card, command.body.override);
    case 'archive':
      return archive(world, at, command.card, toRequester);
    case 'restore':
      return restore(world, at, command.card, command.columnId, toRequester);
    case 'block':
    case 'unblock':
      return block(world, at, command.card, command.kind === 'block');
    case 'edit':
      return edit(world, at, command.card, command.body);
    case 'addLimit':
      return addLimit(world, at, command.body, ids);
    case 'changeLimit':
      return changeLimit(world, at, command.id, command.body);
    case 'removeLimit':
      return removeLimit(world, at, command.id);
    case 'addColumn':
      return addColumn(world, at, command.body, ids);
    case 'changeColumn':
      return changeColumn(world, at, command.id, command.body, ids);
    case 'removeColumn':
      return removeColumn(world, at, command.id, command.cardsTo, toRequester);
    case 'addLane':
      return addLane(world, at, command.body.name, ids);
    case 'removeLane':
      return removeLane(world, at, command.id, command.cardsTo);
    case 'changeBoard':
      return changeBoard(world, at, command.body, toRequester);
    case 'submit':
      return submit(world, at, command.body.classOfService);
    case 'answer':
      return answer(world, at, command.request, command.body);
  }
}

function overrideOf(command: Command): Override | undefined {
  return 'body' in command ? (command.body as { override?: Override }).override : undefined;
}

function mayAsk(who: Name, kind: Kind): boolean {
  if (kind === 'submit') return true;
  return ofTheTeam.includes(kind) ? who !== 'requester' : who === 'manager';
}

/** Faults that do not depend on the board, so they are reported first. */
function isMalformed(command: Command): boolean {
  if (command.kind === 'submit') return lacksNeededBy(command.body);
  const limit =
    command.kind === 'addLimit' || command.kind === 'changeLimit'
      ? command.body
      : command.kind === 'addColumn' || command.kind === 'changeColumn'
        ? command.body.limit
        : undefined;
  return limit?.min != null && limit.max !== undefined && limit.min > limit.max;
}
