import type { Plan } from '../life/plan.js';
import { platformAsks } from './platform-asks.js';
import { platformComments } from './platform-comments.js';
import { platformNow } from './platform-now.js';
import { platformExpedites, platformWork } from './platform-work.js';

/** Four months of a team in demand, which stands full today. */
export const platform: Plan = {
  board: {
    key: 'PLAT',
    name: 'Platform',
    columns: [
      { name: 'Ready', kind: 'queue', limit: 5 },
      { name: 'Doing', kind: 'active', limit: 3 },
      { name: 'Review', kind: 'active', limit: 3 },
      { name: 'Release', kind: 'active', limit: 2 },
      { name: 'Done', kind: 'done' },
    ],
    intake: { depth: 8, openPerRequester: 3, answerWithinHours: 96, timeZone: 'Europe/Berlin' },
  },
  history: 122,
  owner: 'owner',
  manager: 'manager',
  team: ['member', 'jonas', 'aylin', 'rosa', 'kasia'],
  effort: {
    Doing: { hours: 9, spread: 0.9 },
    Review: { hours: 5, spread: 1 },
    Release: { hours: 4, spread: 0.8 },
  },
  stock: 4,
  work: platformWork,
  expedites: platformExpedites,
  asks: [...platformAsks, ...platformNow],
  rushes: [
    { daysAgo: 78, asks: 13 },
    { daysAgo: 47, asks: 12 },
  ],
  blockReasons: [
    'Waits for Security to review the change',
    'The provider has not raised our quota yet',
    'Needs a maintenance window from Site Operations',
    'No test account for the payment provider',
    'The library’s fix is not released yet',
    'Waits for an answer from Finance',
    'Staging is down for its upgrade',
    'Needs the firewall rule that Network has on its list',
  ],
  comments: platformComments,
  gates: [
    {
      daysAgo: 63,
      state: 'throttled',
      reason: 'The data centre move takes all hands; fixed dates and emergencies still come in.',
      days: 6,
    },
  ],
  ending: {
    loads: { Ready: 4, Doing: 3, Review: 3, Release: 2 },
    settleDays: 3,
    holdDays: 0.8,
    stuck: {
      column: 'Review',
      days: 4.5,
      comment:
        'The load test shows a dip every ten minutes that nobody can explain yet. Not through before we know.',
    },
    blocked: { column: 'Doing', days: 3, reason: 'Waits for Security to review the change' },
    expediteHours: 4,
  },
};
