import { at, type Here } from './workspace.js';

type Limit = { id: string; max: number; load: number };
type Outcome = {
  body?: {
    number: number;
    columnId: string;
    half: string | null;
    items?: { number: number; version: number }[];
  };
  refused?: string;
  limits?: Limit[];
} & Record<string, unknown>;

/** The commands as the API calls them, by Bao on the test's board. */
export function commandsOf(here: () => Pick<Here, 'board' | 'bao'>) {
  const call = async (name: string, values: unknown[], now = at): Promise<Outcome> => {
    const { board, bao } = here();
    const rest = values.map((_, index) => `$${index + 5}`).join(', ');
    const sql = `SELECT weir.${name}($1, $2, $3, $4, ${rest}, NULL::weir.write_key,
                         ROW (enum_range(NULL::role), NULL, false)::weir.write_conditions) AS outcome`;
    const [row] = await board.workspace.rows<{ outcome: Outcome }>(sql, [...board.own, bao, now, ...values]);
    return row!.outcome;
  };
  return {
    call,
    move: (number: number, to: object, now?: string) => call('move_card', [number, to, null], now),
    bulk: (moves: object[], override: object | null = null) =>
      call('move_cards', [JSON.stringify(moves), override]),
  };
}
