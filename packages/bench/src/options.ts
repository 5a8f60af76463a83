import { parseArgs } from 'node:util';

export type Options = {
  /** How long each measurement runs, all rounds together. */
  seconds: number;
  /** How many pieces a measurement is cut into; those of floor and API alternate. */
  rounds: number;
  /** How many clients call at once. Each makes its next call when the last one is answered. */
  clients: number[];
  /** Cards on the boards of the read scenarios. */
  boardSizes: number[];
  /** Boards with a history besides those of the scenarios, most of them in the same workspace: see seed. */
  history: number;
  /** Names of the scenarios to run; empty for all. */
  only: string[];
  /** Connections in the API's pool, and in the floor's. */
  pool: number;
  /** A folder for the API's CPU profile. */
  profile: string | null;
  /** The API's port; null for a free one. */
  port: number | null;
  /** More settings of the API in the overload scenario. */
  settings: Record<string, string>;
  /** The overload scenario: the load as a multiple of the peak, its length in seconds, and the number of good callers. */
  overload: { times: number; seconds: number; callers: number };
};

const usual: Options = {
  seconds: 4,
  rounds: 2,
  clients: [1, 16, 64],
  boardSizes: [200, 2000],
  history: 0,
  only: [],
  pool: 12,
  profile: null,
  port: null,
  settings: {},
  overload: { times: 3, seconds: 300, callers: 100 },
};

export const usage = `pnpm bench [--quick] [--seconds 4] [--rounds 2] [--clients 1,16,64] [--cards 200,2000] [--history 1000]
           [--only moves,limits,refusals,creates,edits,intake,turns,neighbours,viewers,reads,figures,tracing] [--pool 12] [--profile folder] [--port 6100]
pnpm bench --only overload [--times 3] [--seconds 300] [--callers 100] [--set WEIR_ADMISSION=off]`;

/** Reads the command line. Throws on an unknown option. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      quick: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      clients: { type: 'string' },
      cards: { type: 'string' },
      history: { type: 'string' },
      only: { type: 'string' },
      pool: { type: 'string' },
      profile: { type: 'string' },
      port: { type: 'string' },
      times: { type: 'string' },
      callers: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  const base = values.quick ? { ...usual, seconds: 1, rounds: 1 } : usual;
  const { times, seconds, callers } = base.overload;
  const list = (text: string | undefined) => text?.split(',').filter(Boolean);
  return {
    seconds: positive('seconds', values.seconds) ?? base.seconds,
    rounds: positive('rounds', values.rounds) ?? base.rounds,
    clients: list(values.clients)?.map((each) => positive('clients', each)!) ?? base.clients,
    boardSizes: list(values.cards)?.map((each) => positive('cards', each)!) ?? base.boardSizes,
    history: positive('history', values.history) ?? base.history,
    only: list(values.only) ?? base.only,
    pool: positive('pool', values.pool) ?? base.pool,
    profile: values.profile ?? base.profile,
    port: positive('port', values.port) ?? base.port,
    settings: Object.fromEntries(values.set.map(settingIn)),
    overload: {
      times: positive('times', values.times) ?? times,
      seconds: positive('seconds', values.seconds) ?? seconds,
      callers: Math.ceil(positive('callers', values.callers) ?? callers),
    },
  };
}

function settingIn(text: string): [string, string] {
  const [, name, value] = /^(WEIR_\w+)=(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new Error(`--set needs a setting as WEIR_ADMISSION=off, not ${text}`);
  return [name, value];
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name} needs a number above 0, not ${text}`);
  return number;
}
