import type { PlannedTrial } from '../history/trials.js';

const estimate = (value: number, low: number, high: number) => ({ value, low, high });

/**
 * The trial of a lower limit in Review. The prediction has the size of what what-if says about this board: to simulate it
 * would take longer than the whole seed.
 */
export const platformTrial: PlannedTrial = {
  days: 14,
  reason: 'Cards wait in Review while we begin new ones. With three instead of four we have to finish first.',
  decision: {
    kind: 'keep',
    reason: 'We deliver as much as before, with fewer cards waiting for a reviewer.',
  },
  prediction: {
    before: {
      cycleP50: estimate(5, 4, 7),
      cycleP85: estimate(9, 7, 12),
      cycleP95: estimate(13, 10, 18),
      throughput: estimate(9, 7, 11.5),
      inFlight: estimate(7.2, 6.1, 8.2),
      refused: estimate(0, 0, 1),
      answerP50: estimate(20, 12, 29),
      answerP85: estimate(46, 30, 71),
    },
    after: {
      cycleP50: estimate(5, 4, 6),
      cycleP85: estimate(8, 7, 10),
      cycleP95: estimate(11, 9, 15),
      throughput: estimate(9, 7, 11.5),
      inFlight: estimate(6.5, 5.6, 7.4),
      refused: estimate(0, 0, 1),
      answerP50: estimate(20, 12, 29),
      answerP85: estimate(46, 30, 71),
    },
    difference: {
      cycleP50: estimate(0, -1, 0),
      cycleP85: estimate(-1, -3, 0),
      cycleP95: estimate(-2, -5, 0),
      throughput: estimate(0, -0.5, 0.5),
      inFlight: estimate(-0.7, -1.1, -0.3),
      refused: estimate(0, 0, 0),
      answerP50: estimate(0, -1, 1),
      answerP85: estimate(0, -2, 2),
    },
  },
};
