import { expect, test } from '@jest/globals';
import { applyChanges, applyDocuments, type Board, type BoardChanges } from '@weir/contract';
import fc from 'fast-check';
import { statements } from '../../events/rebuilding/plain-statements.js';
import { isDeep, programsWanted, seed } from '../../model/depth.js';
import { requestOf } from '../../model/http.js';
import { commandOf, programs } from '../../model/steps/steps.js';
import { aWorkspace } from '../../model/workspace.js';
import { worldNow } from '../../model/world-now.js';
import { twoInstances } from '../../races/instances.js';
import { EventListener } from '../../support/event-listener.js';
import type { Person } from '../../support/person.js';
import { inDatabase } from './in-database.js';

// Random programs of API commands and plain SQL. A board that is kept by its changes is compared with the board read
// whole, after every step, at each of two instances; one that is kept by its stream's documents at every seq. The instances
// keep whole boards by their changes too, so these are compared with the board in the database. `WEIR_MODEL_SEED` replays a failure.
const wanted = isDeep ? Math.ceil(programsWanted / 20) : 1;
const steps = 25;

const { api, second } = twoInstances();
const { people } = api;

class KeptBoard {
  applied = 0;
  private constructor(
    private readonly reader: Pick<Person, 'get'>,
    readonly path: string,
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

/** The boards at each seq at which they were read whole. No board's seq covers the limits on a person's work on all boards. */
class WholeBoards {
  private readonly bySeq = new Map<number, Board>();

  add(board: Board): void {
    this.bySeq.set(board.seq, withoutSharedLimits(board));
  }

  at(seq: number): Board | undefined {
    return this.bySeq.get(seq);
  }

  from(seq: number): Board {
    return this.bySeq.get(Math.min(...[...this.bySeq.keys()].filter((each) => each >= seq))) as Board;
  }
}

function withoutSharedLimits(board: Board): Board {
  const isShared = (limit: Board['limits'][number]) =>
    limit.scope === 'person' && limit.across === 'workspace';
  return { ...board, limits: board.limits.filter((limit) => !isShared(limit)) };
}

/** Keeps a board by its stream alone, and compares it with the whole one at each seq. Returns how often that was enough. */
function followed({ received }: EventListener, first: Board, wholes: WholeBoards): number {
  let board = first;
  let carried = 0;
  for (const { event, data } of received) {
    const { documents, seq } = data;
    const next = documents && applyDocuments(board, documents);
    if (next) carried += 1;
    board = next && event !== 'resync' ? next : board;
    if (board.seq < seq || event === 'resync') board = wholes.from(seq);
    const log = `WEIR_MODEL_SEED=${seed}, seq ${board.seq}`;
    const whole = wholes.at(board.seq);
    if (whole) expect({ log, ...withoutSharedLimits(board) }).toEqual({ log, ...whole });
  }
  return carried;
}

test(
  `a board kept by its changes is the board, after each step of ${wanted} programs`,
  async () => {
    let [applied, carried, withSeq] = [0, 0, 0];
    let turn = seed % statements.length;
    for (const program of fc.sample(programs(steps), { numRuns: wanted, seed })) {
      const workspace = await aWorkspace(api);
      const boards = workspace.keys.map((key) => `${workspace.path}/${key}`);
      const wholesOf = new Map(boards.map((path) => [path, new WholeBoards()]));
      const kept = await Promise.all(
        boards.flatMap((path) => [
          KeptBoard.of(people.member, path),
          KeptBoard.of(second.people.manager, path),
        ]),
      );
      const streams = await Promise.all(
        boards.flatMap((path) =>
          [people.member, second.people.manager].map(async (who) => ({
            listener: await EventListener.open(who, { path }, '?documents=true'),
            first: (await people.member.get<Board>(path)).body,
            wholes: wholesOf.get(path) as WholeBoards,
          })),
        ),
      );
      let world = await worldNow(api, workspace);
      for (const [n, step] of program.entries()) {
        if (n % 4 === 0) world = await worldNow(api, workspace);
        const command = commandOf(step, world);
        if (command) {
          const { method, path, body } = requestOf(command);
          const board = boards[command.at]!;
          const answer = await people[command.who].send(method, `${board}${path}`, body);
          const seq = answer.headers.get('board-seq');
          if (seq !== null) {
            expect([command, Number(seq)]).toEqual([
              command,
              (await people.member.get<Board>(board)).body.seq,
            ]);
            withSeq += 1;
          }
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
          const whole = await each.whole();
          expect({ log, ...(await each.next()) }).toEqual({ log, ...whole });
          expect({ log, ...whole }).toEqual({ log, ...(await inDatabase(api, each.path)) });
          wholesOf.get(each.path)?.add(whole);
        }
      }
      for (const { listener, first, wholes } of streams) {
        const { seq } = (await people.member.get<Board>(listener.path)).body;
        if (seq > first.seq) await listener.until(({ seqs }) => (seqs.at(-1) ?? 0) >= seq);
        listener.cut();
        carried += followed(listener, first, wholes);
      }
      applied += kept.reduce((sum, each) => sum + each.applied, 0);
    }
    expect(carried).toBeGreaterThan(wanted * steps);
    expect(withSeq).toBeGreaterThan(wanted * 5);
    // Most steps need no whole board.
    expect(applied).toBeGreaterThan(wanted * steps);
  },
  wanted * 60_000,
);
