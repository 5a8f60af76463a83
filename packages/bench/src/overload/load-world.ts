import { anAskedBoard, letWait } from '../stack/asked-board.js';
import { addManagers } from '../stack/managers.js';
import { ownerPassword, type World } from '../stack/world.js';

/** The facts about the workspace that the generator needs. They are sent to its process. */
export type LoadWorld = {
  origin: string;
  /** The good callers, each with their own address. They get their tokens when they sign in. */
  good: GoodCaller[];
  abusive: { token: string; address: string };
  /** The paths of the workspaces and boards for each kind of call. */
  workspace: string;
  exported: string;
  listed: string;
  creating: string[];
  /** The paths of waiting requests. Each is answered once. */
  waiting: string[];
  /** Boards whose cards move between two columns with room. `full`: a column without room. */
  moving: { path: string; cards: number[]; columns: [string, string]; full: string }[];
};
type GoodCaller = {
  email: string;
  password: string;
  address: string;
  token?: string;
  device?: string;
};

const moving = 8;
const creating = 4;
const requestsOfABoard = 450;

/**
 * Eight boards with 100 cards that move, four boards for new cards, one board with 50 requests to list, and a separate workspace to
 * export. No caller reads the boards for new cards, so that reads cost the same at the end. The good callers are managers.
 */
export async function makeLoadWorld(world: World, callers: number): Promise<LoadWorld> {
  const listed = await anAskedBoard(world, 'LOADLIST');
  await letWait(world, listed, 50);
  const exported = await world.makeWorkspace('exported');
  const columns = [
    { name: 'Ready', kind: 'queue' as const },
    { name: 'Doing', kind: 'active' as const, limit: { max: 200, mode: 'block' as const } },
    { name: 'Review', kind: 'active' as const, limit: { max: 200, mode: 'block' as const } },
    { name: 'Full', kind: 'active' as const, limit: { max: 1, mode: 'block' as const } },
    { name: 'Done', kind: 'done' as const },
  ];
  await world.makeBoard('EXPORTED', columns, { Ready: 50, Doing: 50, Done: 100 }, {}, exported);
  const token = await world.tokenOfAProgram('Too many', 'member', ['read', 'cards']);
  const loadWorld: LoadWorld = {
    origin: world.origin,
    good: (await addManagers(world, 'Caller', callers)).map((email, n) => {
      return { email, password: ownerPassword, address: addressOf(n + 1) };
    }),
    abusive: { token, address: addressOf(0) },
    workspace: '/v1/workspaces/bench',
    exported: `/v1/workspaces/${exported}`,
    listed: listed.path,
    creating: [],
    waiting: [],
    moving: [],
  };
  for (let n = 1; n <= creating; n += 1) {
    loadWorld.creating.push((await world.makeBoard(`LOADNEW${n}`, columns)).path);
  }
  for (let n = 1; n <= moving; n += 1) {
    const board = await world.makeBoard(`LOAD${n}`, columns, { Ready: 40, Doing: 30, Review: 29, Full: 1 });
    const cards = [...(await board.numbersIn('Doing')), ...(await board.numbersIn('Review'))];
    const { Doing, Review, Full } = board.columns as { Doing: string; Review: string; Full: string };
    loadWorld.moving.push({ path: board.path, cards, columns: [Doing, Review], full: Full });
  }
  return loadWorld;
}

/** Adds waiting requests on new boards, and returns their paths. */
export async function moreWaiting(world: World, count: number): Promise<string[]> {
  const paths: string[] = [];
  while (paths.length < count) {
    stocked += 1;
    const board = await anAskedBoard(world, `LOADASK${stocked}`);
    const numbers = await letWait(world, board, Math.min(requestsOfABoard, count - paths.length));
    paths.push(...numbers.map((number) => `${board.path}/requests/${number}`));
  }
  return paths;
}
let stocked = 0;

/** An address of the loopback network. Each caller has their own address, because the API also limits networks. */
function addressOf(n: number): string {
  return `127.1.${Math.floor(n / 250)}.${(n % 250) + 1}`;
}
