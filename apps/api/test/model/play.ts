import { expect } from '@jest/globals';
import type { Api } from '../support/api.js';
import { boardView, byId, type Expected } from './answers.js';
import { boardSeen, requestOf, seenIn } from './http.js';
import { type Command, type Kind, run } from './model.js';
import { Names } from './names.js';
import { deadEnds, type Option } from './options.js';
import { spentOf } from './rules.js';
import { commandOf, type Step } from './steps/steps.js';
import { aWorkspace, readBoard, readOverrideLog, type Workspace, worldIn } from './workspace.js';
import type { Limit, World } from './world.js';

/** Counts the answers by kind of command: `move` → `200`, `409 wip-limit-reached`. */
export type Tally = Map<Kind, Map<string, number>>;

/** Plays a program against the API and the model. Throws with all commands where they disagree. */
export async function play(api: Api, steps: readonly Step[], tally: Tally): Promise<void> {
  const names = new Names();
  const workspace = await aWorkspace(api);
  let world = await worldNamed(api, workspace, names);
  const log: string[] = [];
  for (const [n, step] of steps.entries()) {
    const command = commandOf(step, world);
    if (!command) continue;
    const { answer: expected, world: after } = run(world, command, {
      thing: `#${command.kind}${n}`,
      limit: `#limit${n}`,
    });
    const { method, path, body } = names.outward(requestOf(command));
    const key = workspace.keys[command.at];
    const answer = await api.people[command.who].send(method, `${workspace.path}/${key}${path}`, body);
    names.learn(expected, seenIn(command, answer));
    log.push(lineOf(workspace, command, expected));
    agree(log, sortQueue(expected), seenIn(command, names.inward(answer)));
    if (expected.code === 'wip-limit-reached')
      agree(log, [], deadEnds(world, command, names.inward(answer.body as { options: Option[] }).options));
    const isPassed = spentOf(after.boards[command.at]!) > spentOf(world.boards[command.at]!);
    count(tally, command.kind, isPassed ? { ...expected, code: 'by override' } : expected);
    world = after;
  }
  for (const [at, key] of workspace.keys.entries()) {
    const [board, ledger] = [
      await readBoard(api, workspace, key),
      await readOverrideLog(api, workspace, key),
    ];
    log.push(`${key} at the end`);
    agree(log, boardView(world, at), boardSeen(names.inward(board), names.inward(ledger)));
  }
}

/** The world at the start, with readable names for its columns, limits, swimlanes and people. */
async function worldNamed(api: Api, workspace: Workspace, names: Names): Promise<World> {
  const world = await worldIn(api, workspace);
  for (const name of ['manager', 'member', 'secondMember'] as const)
    names.bind(`#${name}`, api.people[name].id);
  for (const { key, columns, lanes, limits } of world.boards) {
    const place = ({ columnId }: Limit) => columns.findIndex(({ id }) => id === columnId);
    for (const { id, name } of [...columns, ...lanes]) names.bind(`#${key}_${name}`, id);
    // Sorted, because ids differ each time and draws from the list must be the same.
    limits.sort((one, other) => one.scope.localeCompare(other.scope) || place(one) - place(other));
    for (const [n, { id }] of limits.entries()) names.bind(`#${key}_limit${n}`, id);
  }
  return names.inward(world);
}

function agree(log: string[], expected: object, seen: object): void {
  try {
    expect(seen).toEqual(expected);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`The API and the model disagree at the last of:\n${log.join('\n')}\n\n${said}`);
  }
}

/** Sorts lists whose order has no meaning. */
function sortQueue(expected: Expected): Expected {
  const limits = expected.limits as { id: string; cards?: number[] }[] | undefined;
  if (!limits) return expected;
  const sorted = limits.map(({ cards, ...limit }) => ({
    ...limit,
    cards: cards?.toSorted((one, other) => one - other),
  }));
  return { ...expected, limits: sorted.toSorted(byId) };
}

function lineOf({ keys }: Workspace, command: Command, { status, code = '' }: Expected): string {
  const { method, path, body } = requestOf(command);
  const sent = body === undefined ? '' : ` ${JSON.stringify(body)}`;
  return `  ${command.who}: ${method} ${keys[command.at]}${path}${sent} → ${status} ${code}`.trimEnd();
}

function count(tally: Tally, kind: Kind, { status, code }: Expected): void {
  const outcomes = tally.get(kind) ?? new Map<string, number>();
  const outcome = code ? `${status} ${code}` : `${status}`;
  tally.set(kind, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
}
