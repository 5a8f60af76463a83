import type { Floor } from './load/floor.js';
import type { Options } from './options.js';
import { overload } from './overload/overload.js';
import { type Measurement, machineNow, type Report } from './report/report.js';
import { creates } from './scenarios/creates.js';
import { declines } from './scenarios/declines.js';
import { edits } from './scenarios/edits.js';
import { figures } from './scenarios/figures.js';
import { moves } from './scenarios/moves.js';
import { movesAndReads } from './scenarios/moves-and-reads.js';
import { movesUnderLimits } from './scenarios/moves-under-limits.js';
import { besideAFlood } from './scenarios/neighbours.js';
import { reads } from './scenarios/reads.js';
import { refusals } from './scenarios/refusals.js';
import { requestLists } from './scenarios/request-lists.js';
import { runScenario } from './scenarios/run.js';
import type { Scenario } from './scenarios/scenario.js';
import { submissions } from './scenarios/submissions.js';
import { tracing } from './scenarios/tracing.js';
import { watchedMoves } from './scenarios/viewers.js';
import { seedChecked } from './seed/seed.js';
import { prepare } from './stack/prepare.js';
import { startStack } from './stack/stack.js';
import type { World } from './stack/world.js';

/**
 * Measures the API and, alternating with it, the floor: the same SQL sent from this process. Throws if an answer
 * is unexpected, an event is missing or a limit is exceeded, since figures of wrong work mean nothing.
 */
export async function bench(options: Options, say: (line: string) => void = () => {}): Promise<Report> {
  const machine = machineNow();
  const stack = await startStack(options);
  let world: World | undefined;
  try {
    const prepared = await prepare(stack, options);
    world = prepared.world;
    const { roundTrips, floor } = prepared;
    if (options.history > 0) {
      say(`a history of ${options.history} boards …`);
      await seedChecked(stack.postgres.url, { boards: options.history, into: world.caller.slug }, say);
    }
    const measurements: Measurement[] = [];
    const measure = async (scenarios: Scenario[]) => {
      // Autovacuum would do this within a minute. Without statistics PostgreSQL looks a card up in any index that
      // starts with its board, and a move reads all cards of the board six times.
      await world!.query('ANALYZE');
      for (const scenario of scenarios) {
        if (scenario.settings) await stack.startApi(undefined, scenario.settings);
        for (const clients of options.clients) {
          say(`${scenario.name}, ${clients} client${clients === 1 ? '' : 's'} …`);
          measurements.push(...(await runScenario(scenario, clients, options, stack)));
        }
      }
    };
    await measure(await scenariosOf(options, world, floor));
    // These restart the API with other settings.
    if (isWanted(options, 'neighbours')) await measure(await besideAFlood(world));
    // It takes minutes, so it runs only if `--only` names it.
    const overloaded = options.only.includes('overload') ? await overload(stack, world, options, say) : null;
    // Last, because it starts two more instances, which would slow down the others.
    if (isWanted(options, 'tracing')) await measure(await tracing(world, stack));
    return {
      at: new Date().toISOString(),
      options,
      machine,
      roundTrips,
      measurements,
      overload: overloaded,
    };
  } catch (error) {
    say(`The end of the API's log:\n${stack.lastWords()}`);
    throw error;
  } finally {
    await world?.close();
    await stack.stop();
  }
}

function isWanted({ only }: Options, name: string): boolean {
  return only.length === 0 || only.includes(name);
}

async function scenariosOf(options: Options, world: World, floor: Floor): Promise<Scenario[]> {
  const { boardSizes } = options;
  const wanted = (name: string) => isWanted(options, name);
  const scenarios: Scenario[] = [];
  if (wanted('moves')) scenarios.push(await moves(world, floor));
  if (wanted('limits')) scenarios.push(...(await movesUnderLimits(world, floor)));
  if (wanted('refusals')) scenarios.push(await refusals(world, floor));
  if (wanted('creates')) scenarios.push(await creates(world, floor));
  if (wanted('edits')) scenarios.push(await edits(world, floor));
  if (wanted('intake')) {
    scenarios.push(
      await submissions(world, floor),
      await declines(world, floor),
      await requestLists(world, floor),
    );
  }
  if (wanted('turns')) for (const cards of boardSizes) scenarios.push(await movesAndReads(world, cards));
  if (wanted('viewers')) scenarios.push(await watchedMoves(world));
  if (wanted('reads')) for (const cards of boardSizes) scenarios.push(await reads(world, floor, cards));
  if (wanted('figures')) scenarios.push(...(await figures(world, 10 * Math.max(...boardSizes))));
  return scenarios;
}
