import type { Plan } from '../life/plan.js';
import { platformAsks } from './platform-asks.js';
import { platformComments } from './platform-comments.js';
import { platformNow } from './platform-now.js';
import { platformTemplates } from './platform-templates.js';
import { platformExpedites, platformWork } from './platform-work.js';

/** Four months of a team in demand, which stands full today. */
export const platform: Plan = {
  board: {
    key: 'PLAT',
    name: 'Platform',
    columns: [
      {
        name: 'Ready',
        kind: 'queue',
        limit: 5,
        policy:
          'Anyone could begin it today: why, for whom, and how we shall see that it works. The top is next.',
      },
      {
        name: 'Doing',
        kind: 'active',
        limit: 3,
        split: true,
        policy:
          'Done when it runs on staging, with tests and a way back. Finish what is blocked before you pull.',
      },
      {
        name: 'Review',
        kind: 'active',
        limit: { max: 4, mode: 'reason' },
        policy:
          'Read by somebody who did not write it, within a day. Questions are answered before new work begins.',
      },
      {
        name: 'Release',
        kind: 'active',
        limit: { max: 2, mode: 'warn' },
        policy: 'Out, watched for an hour, and told to whoever asked. Not on a Friday after two.',
      },
      { name: 'Done', kind: 'done', policy: 'Used by those who asked for it.' },
    ],
    swimlanes: ['Asked for', 'Our own'],
    limits: [
      { columns: ['Doing', 'Review'], max: 6 },
      { max: 10 },
      { lane: 'Our own', max: 7 },
      { lane: 'Asked for', column: 'Doing', max: 2 },
      { person: 'member', max: 3 },
      { person: 'aylin', max: 3, mode: 'warn' },
    ],
    classPolicies: {
      expedite:
        'Customers can’t work or data is at risk. Whoever is on call takes it, and says so in the channel.',
    },
    intake: {
      depth: 8,
      openPerRequester: 3,
      answerWithinHours: 96,
      timeZone: 'Europe/Berlin',
      minOptions: 2,
      replenishOn: [1, 3, 5],
      // The demo's late answer is there to be seen, not to close its door.
      gateByItself: false,
    },
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
  lanes: { asked: 'Asked for', own: 'Our own' },
  stock: 4,
  work: platformWork,
  expedites: platformExpedites,
  asks: [...platformAsks, ...platformNow],
  templates: platformTemplates,
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
  limitChanges: [
    { column: 'Doing', daysAgo: 84, max: 4 },
    { column: 'Review', daysAgo: 55, max: 3 },
  ],
  passes: [
    {
      column: 'Review',
      daysAgo: 49,
      reason: 'The reviewer is back tomorrow, and the supplier’s window closes tonight',
    },
    { column: 'Release', daysAgo: 37 },
    { column: 'Release', daysAgo: 26 },
    {
      column: 'Review',
      daysAgo: 20,
      reason: 'The auditors look at this on Thursday, and it only needs a second pair of eyes',
    },
    { column: 'Release', daysAgo: 18 },
    { column: 'Release', daysAgo: 12 },
    {
      column: 'Review',
      daysAgo: 9,
      reason: 'Waits on the same reviewer as the two before it: read in one go',
    },
    { column: 'Release', daysAgo: 7 },
  ],
  putBacks: [
    {
      column: 'Doing',
      daysAgo: 66,
      reason: 'The numbers that this rests on are a year old. It goes on when Finance has sent this year’s.',
    },
    {
      column: 'Doing',
      daysAgo: 31,
      reason:
        'Two of us are out this week, and what is in review comes first. It stands at the top of what is ready.',
    },
    {
      column: 'Review',
      daysAgo: 14,
      reason:
        'It turned out to be three changes. We begin again with the smallest of them, which helps on its own.',
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
