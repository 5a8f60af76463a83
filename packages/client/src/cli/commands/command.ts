import { UsageError } from '../exit-codes.js';
import type { Session } from '../session.js';

type Flags = Readonly<Record<string, string | undefined>>;

/** What a command answers: `json` for programs and `text` for people. */
type Answer = { json: unknown; text: string };

export type Command = {
  /** The names of its arguments, all required. */
  takes: readonly string[];
  /** The flags with a value, by what the value is. */
  flags: Readonly<Record<string, string>>;
  help: string;
  /** Yields what it prints: one answer, or one after the other while things happen. */
  run(session: Session, args: readonly string[], flags: Flags, signal: AbortSignal): AsyncIterable<Answer>;
};

/** The path of a board, by its key. */
export function boardPath({ workspace }: Session, board: string) {
  if (!/^[A-Z][A-Z0-9]{1,9}$/.test(board))
    throw new UsageError(`${board} is not the key of a board, such as PLAT`);
  return { workspace, board };
}

/** The board and the number of a card, by its ref: `PLAT-42`. */
export function cardPath(session: Session, ref: string) {
  const [, board, number] = /^([A-Z][A-Z0-9]{1,9})-([1-9]\d{0,9})$/.exec(ref) ?? [];
  if (!board || !number) throw new UsageError(`${ref} is not the ref of a card, such as PLAT-42`);
  return { ...boardPath(session, board), number: Number(number) };
}

/** An integer of a flag. */
export function integerOf(flags: Flags, name: string): number | undefined {
  const text = flags[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${name} takes a number, not ${text}`);
  return Number(text);
}

const classes = ['expedite', 'fixedDate', 'standard', 'intangible'] as const;

/** The class of service in `--class`. */
export function classOf({ class: named }: Flags): (typeof classes)[number] | undefined {
  if (named === undefined) return undefined;
  const found = classes.find((each) => each === named);
  if (!found) throw new UsageError(`--class takes ${classes.join(', ')}, not ${named}`);
  return found;
}
