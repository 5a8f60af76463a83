import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { send } from '../../events/rebuilding/commands.js';
import { isDeep, programsWanted, seed } from '../../model/depth.js';
import { programs } from '../../model/steps/steps.js';
import { readBoard, type Workspace } from '../../model/workspace.js';
import { worldNow } from '../../model/world-now.js';
import { historyOf } from '../../races/history.js';
import { theApi } from '../../support/api.js';
import { aBusyWorkspace, byHand, work } from './busy-boards.js';
import { ComparedFigures, type Part, windowOf } from './compared-figures.js';
import { History, type Kept } from './history.js';

// Random programs run in the weeks of both clock changes of a year, in both hemispheres. The figures of their boards in three time
// zones must equal those of an independent implementation. The year is far ahead, so that plain SQL, which has the time of the
// database, is never ahead of the API. `WEIR_MODEL_SEED` replays a failure.
const wanted = isDeep ? Math.ceil(programsWanted / 100) : 1;
const zones = ['Europe/Berlin', 'Australia/Sydney', 'Asia/Kolkata'];
/** The zones in which a board is compared: all in a deep run, or else each zone for only one of the two boards. */
const zonesOf = (board: number) => zones.filter((_, n) => isDeep || n % 2 === board);
const firstYear = 2033;
/** Clocks change on 27 March and 30 October 2033 in Berlin, on 3 April and 2 October in Sydney. Each day with the step at which it begins. */
const days = new Map([
  [0, '03-24'],
  [18, '09-29'],
  [27, '10-27'],
]);
const steps = 36;

/** How many cards each filter kept. */
const keptBy = new Map<string, number>();
const api = theApi();
const { member, manager } = api.people;

/** Moves the clock to the beginning of a day, unless that has passed. */
function until(day: string): void {
  const minutes = (Date.parse(day) - api.clock.now().getTime()) / 60_000;
  if (minutes > 0) api.clock.pass({ minutes });
}

test(
  `figures are those of the event log, in three time zones and over the clock changes of a year, after ${wanted} programs`,
  async () => {
    const drawn = fc.sample(fc.tuple(programs(steps), fc.infiniteStream(fc.noBias(fc.nat(9999)))), {
      numRuns: wanted,
      seed,
    });
    api.clock.stop();
    for (const [at, [program, plain]] of drawn.entries()) {
      const year = firstYear + at;
      until(`${year}-03-22`);
      const { workspace, crew } = await aBusyWorkspace(api);
      let world = await worldNow(api, workspace);
      for (const [n, step] of program.entries()) {
        if (days.has(n)) until(`${year}-${days.get(n)}`);
        if (n % 4 === 0) world = await worldNow(api, workspace);
        await send(api, workspace, world, step, n, n === steps - 2);
        await work(api, workspace, n);
        await byHand(api, workspace, n, plain.next().value as number);
        api.clock.pass({ minutes: (plain.next().value as number) % 1_900 });
      }
      const histories: [string, History][] = [];
      for (const key of workspace.keys)
        histories.push([key, new History(await historyOf(member, `${workspace.path}/${key}`))]);
      // Without cards the test would prove nothing.
      expect(Math.max(...histories.map(([, { cards }]) => cards))).toBeGreaterThan(8);
      for (const [n, [key, history]] of histories.entries())
        await compareAlone(workspace, key, history, zonesOf(n), crew, `${year}-03-22`);
      await compareTogether(workspace, histories, `${year}-03-22`);
    }
  },
  wanted * 240_000,
);

const inZone = async ({ path }: Workspace, key: string, zone: string) =>
  api.pool.query(
    `UPDATE intakes i SET time_zone = $1 FROM boards b JOIN workspaces w ON w.id = b.workspace_id
      WHERE i.workspace_id = b.workspace_id AND i.board_id = b.id AND b.key = $2 AND w.slug = $3`,
    [zone, key, path.split('/')[3]],
  );

/** All figures of a board in each of these time zones, and some with each filter. */
async function compareAlone(
  workspace: Workspace,
  key: string,
  history: History,
  inZones: string[],
  crew: string[],
  first: string,
) {
  const path = `${workspace.path}/${key}/flow/*?`;
  const board = await readBoard(api, workspace, key);
  const now = api.clock.now().getTime();
  for (const zone of inZones) {
    await inZone(workspace, key, zone);
    const parts: Part[] = [{ key, history, zone }];
    const window = windowOf(parts, first, now);
    const figures = new ComparedFigures(member, path, parts, window);
    const cfd = await figures.cumulative(board.columns);
    const { arrivals } = await compareSums(figures);
    await figures.cardsBehind(cfd, arrivals);
    if (zone !== inZones[0]) continue;
    for (const [filter, kept] of filtersOf(board, crew)) {
      const name = filter.replace(/[0-9a-f-]{36}/, 'id');
      keptBy.set(name, (keptBy.get(name) ?? 0) + history.count(kept));
      const filtered = new ComparedFigures(member, path, parts, window, filter, kept);
      const ofFilter = await filtered.arrivals();
      await filtered.cycleTimes();
      await filtered.blocked();
      if (filter.startsWith('&class'))
        await filtered.cardsBehind(await filtered.cumulative(board.columns), ofFilter);
    }
  }
}

function filtersOf(
  { labels, swimlanes }: { labels: { id: string }[]; swimlanes: { id: string }[] },
  crew: string[],
): [string, Kept][] {
  const of = (one: string) => (card: { assigneeIds: string[] }) => card.assigneeIds.includes(one);
  const isFree: Kept = ({ swimlaneId }) => swimlaneId === null;
  return [
    ['&class=expedite,fixedDate', ({ classOfService }) => /expedite|fixedDate/.test(classOfService)],
    ...labels
      .slice(0, 1)
      .map(({ id }): [string, Kept] => [`&label=${id}`, ({ labelIds }) => labelIds.includes(id)]),
    ...swimlanes
      .slice(0, 1)
      .map(({ id }): [string, Kept] => [`&lane=${id}`, ({ swimlaneId }) => swimlaneId === id]),
    ['&lane=none', isFree],
    ['&assignee=none', ({ assigneeIds }) => assigneeIds.length === 0],
    ['&assignee=me', of(member.id)],
    [`&assignee=${manager.id}`, of(manager.id)],
    ['&team=crew', ({ assigneeIds }) => assigneeIds.some((id) => crew.includes(id))],
    ['&lane=none&assignee=me', (card) => isFree(card) && of(member.id)(card)],
  ];
}

/** Both boards together, each in its own time zone. */
async function compareTogether(workspace: Workspace, histories: [string, History][], first: string) {
  const parts = histories.map(([key, history], at) => ({ key, history, zone: zones[1 - at] as string }));
  for (const { key, zone } of parts) await inZone(workspace, key, zone);
  const path = `${workspace.path.replace(/boards$/, 'flow')}/*?boards=${workspace.keys.join()}&`;
  const figures = new ComparedFigures(member, path, parts, windowOf(parts, first, api.clock.now().getTime()));
  await figures.cumulative(null);
  const { leads, alike } = await compareSums(figures);
  if (isDeep) return;
  expect([...keptBy].filter(([, cards]) => cards === 0)).toEqual([]);
  expect(keptBy.size).toBe(9);
  expect(leads).toBeGreaterThan(0);
  expect(alike).toBeGreaterThan(1);
}

async function compareSums(figures: ComparedFigures) {
  const arrivals = await figures.arrivals();
  await figures.throughput();
  const leads = await figures.cycleTimes();
  await figures.efficiency();
  const alike = await figures.blocked();
  await figures.ageing();
  await figures.requests();
  return { arrivals, leads, alike };
}
