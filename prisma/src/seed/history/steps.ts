import type { WorkState } from '../../generated/client.js';
import type { CardRow } from '../rows.js';
import type { BoardHistory } from './board-history.js';

/** What a requester reads besides the state. */
export type StepText = { reason?: string; message?: string };

/**
 * Records what became of accepted work, as `weir.record_step` does, at the board's last event. Does nothing for a card
 * that came from no request.
 */
export function recordStep(
  history: BoardHistory,
  card: CardRow,
  state: WorkState,
  { reason, message }: StepText = {},
): void {
  const { requestId } = card;
  if (!requestId) return;
  const { at, seq } = history.clock;
  const n = stepsOf(history, requestId).length + 1;
  history.rows.requestSteps.push({
    ...{ ...history.board, requestId, n, seq, state, at: at!, since: at!, settledAt: at!, announced: true },
    ...{
      reason: reason ?? null,
      message: message ?? null,
      receivedAt: null,
      card: card.number,
      requesterLeft: false,
    },
  });
}

/** Records that nothing covers the last place of the work any more. */
export function recordUncovered(history: BoardHistory, card: CardRow): void {
  const place = stepsOf(history, card.requestId).findLast(({ state }) => state !== 'blocked');
  if (!place) return;
  const { state, reason, message } = place;
  recordStep(history, card, state, { ...(reason && { reason }), ...(message && { message }) });
}

const stepsOf = (history: BoardHistory, requestId: string | null) =>
  history.rows.requestSteps.filter((step) => step.requestId === requestId);
