import { parseArgs } from 'node:util';

export type Options = {
  /** How long each measurement runs, in all its rounds together. */
  seconds: number;
  /** A measurement is cut in so many pieces, and those of floor and API take turns. */
  rounds: number;
  /** How many clients call at once, each its next call when the last is answered. */
  clients: number[];
  /** Cards on the boards that are read. */
  boardSizes: number[];
  /** Names of the scenarios to run; all of them where empty. */
  only: string[];
  /** Connections of the API's pool, and of the floor's. */
  pool: number;
  /** A folder to write the API's CPU profile into. */
  profile: string | null;
  /** The API's port; one that is free where null. */
  port: number | null;
};

const usual: Options = {
  seconds: 4,
  rounds: 2,
  clients: [1, 16, 64],
  boardSizes: [200, 2000],
  only: [],
  pool: 12,
  profile: null,
  port: null,
};

export const usage = `pnpm bench [--quick] [--seconds 4] [--rounds 2] [--clients 1,16,64] [--cards 200,2000]
           [--only moves,limits,refusals,creates,intake,reads] [--pool 12] [--profile folder] [--port 6100]`;

/** Reads the command line. What is not known throws. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      quick: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      clients: { type: 'string' },
      cards: { type: 'string' },
      only: { type: 'string' },
      pool: { type: 'string' },
      profile: { type: 'string' },
      port: { type: 'string' },
    },
  });
  const base = values.quick ? { ...usual, seconds: 1, rounds: 1 } : usual;
  const list = (text: string | undefined) => text?.split(',').filter(Boolean);
  return {
    seconds: positive('seconds', values.seconds) ?? base.seconds,
    rounds: positive('rounds', values.rounds) ?? base.rounds,
    clients: list(values.clients)?.map((each) => positive('clients', each)!) ?? base.clients,
    boardSizes: list(values.cards)?.map((each) => positive('cards', each)!) ?? base.boardSizes,
    only: list(values.only) ?? base.only,
    pool: positive('pool', values.pool) ?? base.pool,
    profile: values.profile ?? base.profile,
    port: positive('port', values.port) ?? base.port,
  };
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name} wants a number above 0, not ${text}`);
  return number;
}
