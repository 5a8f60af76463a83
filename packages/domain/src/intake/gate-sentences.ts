import type { GateCause } from './gate.js';

/** Why the gate moved by itself, as the reason that all who ask can read. */
export function gateCauseInWords(cause: GateCause): string {
  switch (cause.code) {
    case 'answersOverdue':
      return cause.overdue === 1 ? 'One answer is overdue.' : `${cause.overdue} answers are overdue.`;
    case 'oldestWaits':
      return `A request has waited for ${cause.hours} hours, and an answer within ${cause.answerWithinHours} is promised.`;
    case 'saturationLasts':
      return `The board has been saturated for ${cause.hours} hours.`;
    case 'calm':
      return 'No answer is late, and there is room again.';
    case 'endReached':
      return 'The time for which it was set is over.';
  }
}
