import { hash } from '@node-rs/argon2';
import type pg from 'pg';
import { argon2 } from '../argon2.js';
import type { Role } from '../generated/client.js';
import { addPastForecasts } from './activity/past-forecasts.js';
import { simulate } from './activity/simulate.js';
import { addWaits } from './activity/waits.js';
import { dataScience } from './boards/data-science.js';
import { platform } from './boards/platform.js';
import { siteOperations } from './boards/site-operations.js';
import { day } from './calendar.js';
import { cast, demo, guests, type Person, teams } from './cast.js';
import { Random } from './random.js';
import type { BoardRows } from './rows.js';
import { insert, insertBoard } from './store.js';

export type SeedOptions = {
  /** The end of the history. The same `now` gives the same rows. Another hour of the same day gives the same history with other times. */
  now: Date;
  /** The password of the accounts that can sign in. */
  password?: string;
};

type Contents = { workspaceId: string; createdAt: Date; boards: BoardRows[]; personLimit: object };

/** The fixed random seed. Any number will do. */
const fixed = 20_260_101;
const plans = [platform, dataScience, siteOperations];
const people: Person[] = Object.values(cast);

/** The rows of the workspace, whose history ends at `now`. `known`: the ids of an earlier demo, of its boards by key. */
export function contentsOf(
  now: Date,
  known?: { workspaceId: string; boards: Record<string, string> },
): Contents {
  const random = new Random(fixed);
  const createdAt = new Date(now.getTime() - 125 * day);
  const newId = random.uuid(createdAt);
  const workspaceId = known?.workspaceId ?? newId;
  const boards = plans.map((plan) =>
    simulate(plan, { workspaceId, boardId: known?.boards[plan.board.key] }, random, now),
  );
  for (const [at, plan] of plans.entries()) {
    addWaits(boards[at]!, plan.waits ?? [], boards);
    addPastForecasts(boards[at]!, plan.pastForecasts ?? []);
  }
  // Bao works on two boards and has at most three cards on each.
  const personLimit = { workspaceId, id: random.uuid(now), userId: cast.member.id, max: 6, mode: 'block' };
  return { workspaceId, createdAt, boards, personLimit };
}

/** What outlives an earlier demo: its members, and the number of each board's last event by the board's id. */
export type Kept = {
  members: { userId: string; role: Role; joinedAt: string }[];
  lastEvents: Record<string, number>;
};

/** Inserts the rows into a workspace that has none. */
export async function insertContents(
  client: pg.ClientBase,
  { workspaceId, createdAt, boards, personLimit }: Contents,
  { password = demo.password }: SeedOptions,
  { members, lastEvents }: Kept = { members: [], lastEvents: {} },
): Promise<void> {
  await insertUsers(client, createdAt, password);
  // In the audit log, the owner added everyone.
  await client.query('SELECT weir.set_writer($1, $2)', [cast.owner.id, createdAt]);
  const known = new Set<string>(people.map(({ id }) => id));
  await insert(client, 'memberships', [
    ...people.map(({ id, role }) => ({ workspaceId, userId: id, role, joinedAt: createdAt })),
    ...members.filter(({ userId }) => !known.has(userId)).map((member) => ({ workspaceId, ...member })),
  ]);
  await insert(
    client,
    'teams',
    teams.map(({ id, name }) => ({ workspaceId, id, name, createdAt, version: 1 })),
  );
  await insert(
    client,
    'team_members',
    teams.flatMap(({ id, members }) =>
      members.map((member) => ({ workspaceId, teamId: id, userId: member.id, addedAt: createdAt })),
    ),
  );
  await insert(
    client,
    'guests',
    // Nobody reads these mailboxes either.
    Object.values(guests).map(({ id, name, email }) => ({
      ...{ workspaceId, id, name, email, language: 'en' },
      ...{ createdAt, mailsOffAt: createdAt },
    })),
  );
  for (const board of boards) await insertBoard(client, renumbered(board, lastEvents[board.boards[0]!.id]));
  await insert(client, 'person_limits', [personLimit]);
  // The waits have the state of their requests already.
  await client.query('DELETE FROM wait_checks WHERE workspace_id = $1', [workspaceId]);
}

/** The board with its events numbered after those of an earlier demo, with a gap that says: read the board again. */
function renumbered(board: BoardRows, last: number | undefined): BoardRows {
  if (last === undefined) return board;
  const later = <T extends { seq: number }>(rows: T[]): T[] =>
    rows.map((row) => ({ ...row, seq: row.seq + last + 1 }));
  const { boardClock, events, overrides, requestSteps } = board;
  return {
    ...board,
    ...{ boardClock: later(boardClock), events: later(events) },
    ...{ overrides: later(overrides), requestSteps: later(requestSteps) },
  };
}

async function insertUsers(client: pg.ClientBase, at: Date, password: string) {
  const users = people.map(async ({ id, name, email, signsIn }) => ({
    id,
    name,
    email,
    passwordHash: signsIn ? await hash(password, argon2) : null,
    createdAt: at,
    emailVerifiedAt: at,
    // Nobody reads these mailboxes.
    noticeMails: false,
  }));
  // Accounts are kept when the demo is seeded afresh.
  await insert(client, 'users', await Promise.all(users), 'ON CONFLICT (id) DO NOTHING');
}
