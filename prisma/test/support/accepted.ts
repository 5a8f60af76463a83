import { randomUUID as uuid } from 'node:crypto';
import { at, type Here } from './workspace.js';

export type Accepted = { request: string; card: string };

/** Accepts requests of Bao's, and reads what they read of them, as the tables say it. */
export function acceptedOn(here: () => Here) {
  return {
    /** A request that was accepted as a new card in this column. */
    async accepted(columnId: string): Promise<Accepted> {
      const { workspace, board, bao } = here();
      const [request, card] = [uuid(), await board.card(columnId)];
      await workspace.rows(
        `INSERT INTO intakes (workspace_id, board_id, depth, open_per_requester) VALUES ($1, $2, 50, 50) ON CONFLICT DO NOTHING`,
        board.own,
      );
      await workspace.rows(
        `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at)
         SELECT $1, $2, $3, k.next_request, 'Please', $4, $5, $5, $5 FROM board_clock k WHERE k.board_id = $2`,
        [...board.own, request, bao, at],
      );
      await workspace.rows(
        `INSERT INTO answers (workspace_id, board_id, request_id, kind, at) VALUES ($1, $2, $3, 'accept', $4)`,
        [...board.own, request, at],
      );
      await board.update(`request_id = '${request}'`, [card]);
      return { request, card };
    },

    async stepsOf(request: string): Promise<string[]> {
      const steps = await here().workspace.rows<{
        state: string;
        reason: string | null;
        message: string | null;
      }>('SELECT state, reason, message FROM request_steps WHERE request_id = $1 ORDER BY n', [request]);
      return steps.map(({ state, reason, message }) => [state, reason, message].filter(Boolean).join(' '));
    },

    /** Seconds pass, and the sweep announces what is due. Returns the kinds of the notices, oldest first. */
    async announced(request: string, seconds = 60): Promise<string[]> {
      const { workspace } = here();
      await workspace.rows(
        `SELECT weir.announce_step(d.workspace_id, d.board_id, d.request_id, now() + make_interval(secs => $1), NULL)
           FROM weir.steps_due(clock_timestamp() + make_interval(secs => $1), 100) d`,
        [seconds + 1],
      );
      const notices = await workspace.rows<{ kind: string }>(
        `SELECT kind FROM notices WHERE request_id = $1 AND kind <> 'answered' ORDER BY at`,
        [request],
      );
      return notices.map(({ kind }) => kind);
    },
  };
}
