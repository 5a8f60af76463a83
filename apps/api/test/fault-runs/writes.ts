import { requestOf } from '../model/http.js';
import { Choices } from '../model/steps/choices.js';
import { commandOf } from '../model/steps/steps.js';
import type { Workspace } from '../model/workspace.js';
import { type Board, numbersOf, type World } from '../model/world.js';
import type { Name } from '../support/people.js';
import type { OtherKind, PlannedWrite } from './plan.js';

/** A write as a client sends it. `text`: a text that no other write has, beginning with its kind. */
export type SentWrite = {
  who: Name;
  at: number;
  method: string;
  /** After the path of the board. */
  path: string;
  body?: object | undefined;
  headers?: Record<string, string>;
  text?: string;
};
export type Lease = { at: number; card: number; token: number };

const reason = 'noCapacity';
const inForty = new Date(Date.now() + 40 * 24 * 3_600_000).toISOString().slice(0, 10);

/** The write of a plan in this world; null if nothing in the world fits it. `name` makes its texts unique. */
export function writeOf(
  { does }: PlannedWrite,
  name: string,
  world: World,
  { keys }: Workspace,
  leases: Lease[],
): SentWrite | null {
  if (does.as === 'sql' || does.as === 'read') return null;
  if (does.as !== 'command') return otherWrite(does.as, new Choices(does.numbers), name, world, keys, leases);
  const command = commandOf(does.step, world);
  if (!command) return null;
  const { method, path, body } = requestOf(command);
  const titled = command.kind === 'create' || command.kind === 'submit';
  const text = `${command.kind === 'submit' ? 'Request' : 'Card'} ${name}`;
  return {
    ...{ who: command.who, at: command.at, method, path },
    ...(titled ? { body: { ...(body as object), title: text }, text } : { body: body as object | undefined }),
  };
}

function otherWrite(
  kind: OtherKind,
  choices: Choices,
  name: string,
  world: World,
  keys: Workspace['keys'],
  leases: Lease[],
): SentWrite | null {
  const at = choices.often(30) ? 1 : 0;
  const board = world.boards[at]!;
  const cards = numbersOf(board.cards.filter(({ archived }) => !archived));
  const card = choices.of(cards) ?? 1;
  const request = waiting(choices, board);
  const message = `We have no room for this now: ${name}.`;
  const answer = (body: object): SentWrite | null =>
    request === undefined
      ? null
      : {
          who: choices.from('manager', 'owner'),
          at,
          method: 'PUT',
          path: `/requests/${request}/answer`,
          body,
        };
  switch (kind) {
    case 'trade':
      return answer({ kind, displaces: card, reason, message });
    case 'defer':
      return answer({ kind, reason, message, until: inForty });
    case 'acceptPart': {
      const rest = { title: `Rest ${name}`, reason, message, until: inForty };
      return answer({ kind, title: `Part ${name}`, rest });
    }
    case 'duplicate': {
      const of = choices.of(board.requests.map(({ number }) => number).filter((each) => each !== request));
      return of === undefined ? null : answer({ kind, of });
    }
    case 'redirect':
      return answer({ kind, board: keys[1 - at], message });
    case 'withdraw':
      return request === undefined
        ? null
        : { who: 'requester', at, method: 'DELETE', path: `/requests/${request}` };
    case 'askAgain': {
      const answered = choices.of(board.requests.filter((each) => each.answered).map(({ number }) => number));
      return answered === undefined
        ? null
        : { who: 'requester', at, method: 'POST', path: `/requests/${answered}/ask-again` };
    }
    case 'claim':
      return {
        who: choices.from('member', 'secondMember'),
        at,
        method: 'POST',
        path: '/claims',
        body: { seconds: 60 },
      };
    case 'endClaim':
      return endOfClaim(choices, leases, name);
    case 'comment':
      return {
        who: 'member',
        at,
        method: 'POST',
        path: `/cards/${card}/comments`,
        body: { text: `Comment ${name}` },
        text: `Comment ${name}`,
      };
    case 'rename':
      return {
        who: 'secondMember',
        at,
        method: 'PATCH',
        path: `/cards/${card}`,
        body: { title: `Renamed ${name}` },
      };
  }
}

function endOfClaim(choices: Choices, leases: Lease[], name: string): SentWrite | null {
  const lease = choices.of(leases);
  if (!lease) return null;
  const path = `/claims/${lease.card}`;
  const by = {
    who: choices.from('member', 'secondMember'),
    at: lease.at,
    headers: { 'weir-lease': `${lease.token}` },
  } as const;
  return choices.from<SentWrite>(
    { ...by, method: 'PUT', path: `${path}/completion` },
    { ...by, method: 'PUT', path: `${path}/failure`, body: { reason: `Failed ${name}`, outcome: 'return' } },
    { ...by, method: 'PUT', path, body: { seconds: 600 } },
    { ...by, method: 'DELETE', path },
  );
}

function waiting(choices: Choices, { requests }: Board): number | undefined {
  const open = requests.filter(({ answered }) => !answered);
  return choices.of(choices.often(85) && open.length > 0 ? open : requests)?.number;
}
