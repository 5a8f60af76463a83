import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isDeep, programsWanted, seed } from '../../model/depth.js';
import { programs } from '../../model/steps/steps.js';
import { aWorkspace, type Workspace } from '../../model/workspace.js';
import { worldNow } from '../../model/world-now.js';
import { theApi } from '../../support/api.js';
import { send } from './commands.js';
import { current } from './current-view.js';
import { statements } from './plain-statements.js';
import { rebuilt } from './rebuilt-view.js';

// Random programs of API commands, with statements of plain SQL between them. Then the boards are rebuilt from their
// events alone. `WEIR_MODEL_SEED` replays a failure.
const wanted = isDeep ? Math.ceil(programsWanted / 10) : 1;
const steps = 25;
/** Plain statements after each command. One program needs three to run the whole list. */
const atEach = isDeep ? 1 : 3;

const api = theApi();

test(
  `a board rebuilt from its events is the board, after ${wanted} programs of commands and plain SQL`,
  async () => {
    const drawn = fc.sample(fc.tuple(programs(steps), fc.infiniteStream(fc.noBias(fc.nat(9999)))), {
      numRuns: wanted,
      seed,
    });
    const done = new Set<number>();
    for (const [at, [program, plain]] of drawn.entries()) {
      // Each program begins elsewhere in the list, so that no statement always meets an empty board.
      const first = Math.round((at / drawn.length) * statements.length);
      const workspace = await aWorkspace(api);
      let world = await worldNow(api, workspace);
      for (const [n, step] of program.entries()) {
        // A step drawn for a world that is a little old is now and then refused.
        if (n % 4 === 0) world = await worldNow(api, workspace);
        await send(api, workspace, world, step, n, n === steps - 2);
        for (let more = 0; more < atEach; more += 1) {
          const at = (first + n * atEach + more) % statements.length;
          // Drawn values may meet a limit or change nothing. Then others are drawn.
          for (let draws = 0; draws < 5 && !done.has(at); draws += 1)
            if (await run(workspace, at, plain.next().value as number)) done.add(at);
        }
      }
      for (const key of workspace.keys) {
        const log = `WEIR_MODEL_SEED=${seed}, ${workspace.path}/${key}`;
        await api.service('WaitChecksService').deliverDue();
        expect({ log, ...(await rebuilt(api, workspace, key)) }).toEqual({
          log,
          ...(await current(api, workspace, key)),
        });
      }
    }
    // A statement that was never done would prove nothing.
    expect(statements.flatMap((make, at) => (done.has(at) ? [] : [make(0)]))).toEqual([]);
  },
  wanted * 240_000,
);

/** Runs a statement of plain SQL. Limits and keys may refuse it. Returns whether it wrote something. */
async function run({ path, keys }: Workspace, at: number, n: number): Promise<boolean> {
  const text = statements[at]!(n);
  try {
    const { rowCount } = await api.pool.query(text, [keys[0], path.split('/')[3]]);
    return rowCount !== 0;
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    if (/^(WIP00|23\d{3})$/.test(code)) return false;
    throw new Error(`${message}: ${text}`);
  }
}
