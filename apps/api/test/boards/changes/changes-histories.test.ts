import { expect, test } from '@jest/globals';
import { applyChanges, type Board, type BoardChanges } from '@weir/contract';
import fc from 'fast-check';
import { statements } from '../../events/rebuilding/plain-statements.js';
import { isDeep, seed } from '../../model/depth.js';
import { requestOf } from '../../model/http.js';
import { commandOf, programs } from '../../model/steps.js';
import { aWorkspace } from '../../model/workspace.js';
import { worldNow } from '../../model/world-now.js';
import { twoInstances } from '../../races/instances.js';
import type { Person } from '../../support/person.js';

// Random programs of API commands and plain SQL. A board that is kept by its changes is compared with the board read
// whole, after every step, at each of two instances. `WEIR_MODEL_SEED` replays a failure.
const programsWanted = isDeep ? 100 : 2;
const steps = 25;

const { api, second } = twoInstances();
const { people } = api;

class KeptBoard {
  applied = 0;
  private constructor(
    private readonly reader: Pick<Person, 'get'>,
    private readonly path: string,
    private board: Board,
  ) {}

  static async of(reader: Pick<Person, 'get'>, path: string): Promise<KeptBoard> {
    return new KeptBoard(reader, path, (await reader.get<Board>(path)).body);
  }

  /** Reads the changes, or the whole board if it must. */
  async next(): Promise<Board> {
    const { seq, today, namesVersion } = this.board;
    const changes = await this.reader.get<BoardChanges>(
      `${this.path}/changes?after=${seq}&today=${today}&namesVersion=${namesVersion}`,
    );
    if (changes.status === 200) {
      this.board = applyChanges(this.board, changes.body);
      if (changes.body.seq > seq) this.applied += 1;
    } else {
      expect(changes).toMatchObject({ status: 410, body: { code: 'resync' } });
      this.board = await this.whole();
    }
    return this.board;
  }

  async whole(): Promise<Board> {
    return (await this.reader.get<Board>(this.path)).body;
  }
}

test(
  `a board kept by its changes is the board, after each step of ${programsWanted} programs`,
  async () => {
    let applied = 0;
    let turn = seed % statements.length;
    for (const program of fc.sample(programs(steps), { numRuns: programsWanted, seed })) {
      const workspace = await aWorkspace(api);
      const boards = workspace.keys.map((key) => `${workspace.path}/${key}`);
      const kept = await Promise.all(
        boards.flatMap((path) => [
          KeptBoard.of(people.member, path),
          KeptBoard.of(second.people.manager, path),
        ]),
      );
      let world = await worldNow(api, workspace);
      for (const [n, step] of program.entries()) {
        if (n % 4 === 0) world = await worldNow(api, workspace);
        const command = commandOf(step, world);
        if (command) {
          const { method, path, body } = requestOf(command);
          await people[command.who].send(method, `${boards[command.at]}${path}`, body);
        }
        // Limits and keys refuse many of them.
        if (n % 2 === 0) {
          turn = (turn + 1) % statements.length;
          await api.pool
            .query(statements[turn]!(n), [workspace.keys[0], workspace.path.split('/')[3]])
            .catch((error: { code: string }) => expect(error.code).toMatch(/^(WIP00|23\d{3})$/));
        }
        for (const each of kept) {
          const log = `WEIR_MODEL_SEED=${seed}, step ${n}: ${JSON.stringify(command)}`;
          expect({ log, ...(await each.next()) }).toEqual({ log, ...(await each.whole()) });
        }
      }
      applied += kept.reduce((sum, each) => sum + each.applied, 0);
    }
    // Most steps need no whole board.
    expect(applied).toBeGreaterThan(programsWanted * steps);
  },
  programsWanted * 60_000,
);
