import { Floor } from '../load/floor.js';
import type { Options } from '../options.js';
import { countRoundTrips, type RoundTrips } from './round-trips.js';
import type { Stack } from './stack.js';
import { openWire } from './wire.js';
import { makeWorld, type World } from './world.js';

/** Creates the workspace, records the statements that the API sends to PostgreSQL, and starts the measured API with these settings. */
export async function prepare(
  stack: Stack,
  { pool }: Pick<Options, 'pool'>,
  settings: Record<string, string> = {},
): Promise<{ world: World; floor: Floor; roundTrips: RoundTrips }> {
  const wire = await openWire(stack.postgres.appUrl);
  let world: World | undefined;
  try {
    await stack.startApi(wire.url, settings);
    world = await makeWorld(stack);
    const { roundTrips, statements } = await countRoundTrips(wire, world);
    await stack.startApi(undefined, settings);
    return { world, floor: new Floor(stack.postgres.appUrl, pool, world.caller, statements), roundTrips };
  } catch (error) {
    await world?.close();
    throw error;
  } finally {
    await wire.close();
  }
}
