import { classesOfService } from '@weir/domain';
import fc from 'fast-check';
import { type Command, type Kind, leaving, run } from '../model.js';
import { type Broken, limitsOf, loadOf, type Override } from '../rules.js';
import { type Board, numbersOf, rowOf, type World } from '../world.js';
import { Choices } from './choices.js';
import * as structure from './structural-steps.js';

/** A kind of command and numbers to draw from. Their meaning depends on the board at that time. */
export type Step = { kind: Kind; numbers: number[] };

const weights: Record<Kind, number> = {
  create: 10,
  move: 16,
  swap: 6,
  bulk: 7,
  putBack: 4,
  archive: 4,
  restore: 4,
  block: 2,
  unblock: 2,
  edit: 9,
  addLimit: 6,
  changeLimit: 6,
  removeLimit: 2,
  addColumn: 2,
  changeColumn: 5,
  removeColumn: 3,
  addLane: 2,
  removeLane: 2,
  changeBoard: 3,
  submit: 7,
  answer: 5,
};
/** The parts of an override. */
export const passing: readonly Kind[] = ['create', 'move', 'swap', 'bulk', 'putBack', 'edit', 'answer'];
export const kinds = Object.keys(weights) as Kind[];

const numbers = fc.noBias(fc.array(fc.nat(9999), { minLength: 14, maxLength: 14 }));
const anyKind = fc.oneof(...kinds.map((kind) => ({ weight: weights[kind], arbitrary: fc.constant(kind) })));
const step = (kind: fc.Arbitrary<Kind>): fc.Arbitrary<Step> => fc.record({ kind, numbers });

/** First limits and cards, then that many steps of any kind. */
export function programs(steps: number): fc.Arbitrary<Step[]> {
  const opening: Kind[] = [...new Array(4).fill('addLimit'), ...new Array(6).fill('create')];
  return fc.tuple(
    ...opening.map((kind) => step(fc.constant(kind))),
    ...Array.from({ length: steps }, () => step(anyKind)),
  );
}

/** The command of a step in this world, or null if it has nothing to act on. */
export function commandOf(step: Step, world: World): Command | null {
  const choices = new Choices(step.numbers);
  const at = choices.often(step.kind === 'changeBoard' ? 50 : 20) ? 1 : 0;
  const command = drawn(step.kind, choices, world, at);
  return command && withOverride(withReason(command, choices, world), choices, world);
}

function drawn(kind: Kind, choices: Choices, world: World, at: number): Command | null {
  const board = world.boards[at]!;
  const manages = structure.kinds.includes(kind);
  const stranger = manages ? ('member' as const) : choices.from('member', 'secondMember', 'requester');
  const who = choices.often(manages ? 12 : 15) ? stranger : ('manager' as const);
  const by = { who, at };
  if (manages) return structure.drawn(kind, choices, world, by);
  const active = board.cards.filter((card) => !card.archived);
  const card = choices.of(numbersOf(choices.often(88) && active.length > 0 ? active : board.cards)) ?? 1;
  switch (kind) {
    case 'create':
      return { ...by, kind, body: newCard(choices, world, board) };
    case 'move':
      return { ...by, kind, card, body: position(choices, board, card) };
    case 'swap': {
      const { columnId } = board.cards.find((each) => each.number === card) ?? {};
      const elsewhere = active.filter((each) => each.columnId !== columnId);
      const swapWith = choices.of(numbersOf(choices.often(85) ? elsewhere : board.cards)) ?? 2;
      return { ...by, kind, card, body: { swapWith } };
    }
    case 'bulk': {
      const movers = choices.some(numbersOf(active), 3);
      if (movers.length === 0) return null;
      if (movers.length > 1 && choices.often(30)) return exchange(by, board, movers);
      return {
        ...by,
        kind,
        body: { moves: movers.map((mover) => ({ card: mover, ...position(choices, board, mover) })) },
      };
    }
    case 'putBack':
      return { ...by, kind, card, body: { reason: 'It can wait' } };
    case 'archive':
    case 'block':
      return { ...by, kind, card };
    case 'unblock': {
      const blocked = numbersOf(board.cards.filter((each) => each.blocked));
      return { ...by, kind, card: choices.of(blocked) ?? card };
    }
    case 'restore': {
      const archived = numbersOf(board.cards.filter((each) => each.archived));
      const columnId = choices.often(40) ? choices.of(anyColumn(choices, board)) : undefined;
      return { ...by, kind, card: choices.of(archived) ?? card, columnId };
    }
    case 'edit':
      return { ...by, kind, card, body: cardChange(choices, world) };
    default:
      return null;
  }
}

/** Each card takes the next one's column, which full columns allow in one bulk. */
function exchange(by: Pick<Command, 'who' | 'at'>, board: Board, movers: number[]): Command {
  const columns = movers.map((number) => board.cards.find((card) => card.number === number)!.columnId);
  const moves = movers.map((card, n) => ({ card, columnId: columns[(n + 1) % columns.length]! }));
  return { ...by, kind: 'bulk', body: { moves } };
}

function newCard(choices: Choices, world: World, board: Board) {
  const columnId = choices.often(80) && choices.of(anyColumn(choices, board));
  return {
    title: 'A piece of work',
    ...(columnId && { columnId }),
    classOfService: choices.often(60) ? ('standard' as const) : choices.from(...classesOfService),
    assigneeIds: structure.people(choices, world),
    swimlaneId: lane(choices, board),
  };
}

function position(choices: Choices, board: Board, card: number) {
  const columnId = choices.of(anyColumn(choices, board)) as string;
  const row = choices.often(95) ? numbersOf(rowOf(board, columnId)) : numbersOf(board.cards);
  const near = choices.of(row.filter((each) => each !== card || choices.often(5)));
  const side = choices.from('last', 'before', 'after');
  const half = choices.from(undefined, undefined, 'doing', 'done');
  const isSplit = board.columns.find(({ id }) => id === columnId)?.split ?? false;
  return {
    columnId,
    ...(near !== undefined && side !== 'last' && { [side]: near }),
    ...(choices.often(30) && { swimlaneId: lane(choices, board) }),
    ...(half && (isSplit || choices.often(8)) && { half: half as 'doing' }),
  };
}

function cardChange(choices: Choices, world: World) {
  const what = choices.from('people', 'class', 'both');
  return {
    ...(what !== 'class' && { assigneeIds: structure.people(choices, world) }),
    ...(what !== 'people' && { classOfService: choices.from(...classesOfService) }),
  };
}

function lane(choices: Choices, { lanes }: Board): string | null {
  return choices.often(3) ? structure.nowhere : (choices.of([null, ...lanes.map(({ id }) => id)]) ?? null);
}

/** Mostly active columns, because they have the limits. */
function anyColumn(choices: Choices, { columns }: Board): string[] {
  const active = columns.filter(({ kind }) => kind === 'active');
  const drawn = choices.often(60) ? active : columns;
  return choices.often(2) ? [structure.nowhere] : drawn.map(({ id }) => id);
}

/** Who is refused for want of a reason to requesters mostly gives one. Sometimes others do too. */
function withReason(command: Command, choices: Choices, world: World): Command {
  if (!leaving.includes(command.kind)) return command;
  const { answer } = run(world, command, { thing: '', limit: '' });
  const isGiven = choices.often(answer.code === 'accepted-work' ? 75 : 5);
  return isGiven ? { ...command, toRequester: { reason: 'noCapacity' } } : command;
}

/**
 * A refused manager may override: on the current figures, on stale ones, or on a part of them. Sometimes also where
 * no limit is in the way, and by somebody without the role.
 */
function withOverride(command: Command, choices: Choices, world: World): Command {
  if (!passing.includes(command.kind)) return command;
  if (command.kind === 'answer' && command.body.kind !== 'accept') return command;
  const { answer } = run(world, command, { thing: '', limit: '' });
  const broken = answer.code === 'wip-limit-reached' ? (answer.limits as Broken[]) : [];
  const passable = broken.filter(({ mode }) => mode === 'reason' || choices.often(10));
  const named = passable.length > 0 ? passable : choices.often(6) ? unbroken(choices, world, command.at) : [];
  if (named.length === 0 || !choices.often(75)) return command;
  const seen = choices.often(25) ? choices.from(-1, 1) : 0;
  const limits = named
    .filter((_, n) => n === 0 || !choices.often(15))
    .map(({ id, max, load }) => ({ id, max, load: Math.max(0, load + seen) }));
  const override: Override = { reason: 'The customer is down', limits };
  return { ...command, body: { ...('body' in command && command.body), override } } as Command;
}

function unbroken(choices: Choices, world: World, at: number) {
  const limit = choices.of(limitsOf(world, at));
  return limit ? [{ id: limit.id, max: limit.max, load: loadOf(world, at, limit) }] : [];
}
