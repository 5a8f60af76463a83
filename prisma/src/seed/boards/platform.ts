import type { Plan } from '../activity/plan.js';
import { platformComments } from './platform-comments.js';
import { platformOpenRequests } from './platform-open-requests.js';
import { platformRequests } from './platform-requests.js';
import { platformTemplates } from './platform-templates.js';
import { platformTrial } from './platform-trial.js';
import { platformExpedites, platformWork } from './platform-work.js';

/** Four months of a team in demand, whose board is full today. */
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
          'Anyone could start it today: the card says why, for whom and how we check that it works. The top card is next.',
      },
      {
        name: 'Doing',
        kind: 'active',
        limit: 3,
        split: true,
        policy:
          'Done when it runs on staging, with tests and a rollback. Unblock cards before you pull a new one.',
      },
      {
        name: 'Review',
        kind: 'active',
        limit: { max: 4, mode: 'reason' },
        policy:
          'Reviewed within a day by somebody who did not write it. Answer questions before you start new work.',
      },
      {
        name: 'Release',
        kind: 'active',
        limit: { max: 2, mode: 'warn' },
        policy: 'Released, watched for an hour and announced to the requester. Not on Fridays after 2 pm.',
      },
      { name: 'Done', kind: 'done', policy: 'Its requesters use it.' },
    ],
    swimlanes: ['Asked for', 'Our own'],
    labels: [
      {
        name: 'Security',
        colour: 'red',
        words: /certificate|key|secret|encrypt|sign|credential|audit|token|TLS|kernel/i,
      },
      {
        name: 'Data',
        colour: 'teal',
        words: /database|backup|restore|postgres|migration|snapshot|replica|index/i,
      },
      { name: 'Builds', colour: 'purple', words: /build|image|deploy|release|test/i },
      { name: 'Alerts', colour: 'orange', words: /alert|alarm|on-call|incident|dashboard|health/i },
      { name: 'Shop', colour: 'blue', words: /shop|price|stock|search|checkout/i },
      { name: 'Clean-up', colour: 'grey', words: /remove|retire|drop|delete|tidy|clean|old/i },
    ],
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
        'Customers can’t work or data is at risk. The person on call takes it and says so in the channel.',
    },
    serviceLevels: { standard: { percent: 85, days: 8 }, expedite: { percent: 85, days: 2 } },
    intake: {
      depth: 8,
      openPerRequester: 3,
      answerWithinHours: 24,
      timeZone: 'Europe/Berlin',
      minOptions: 2,
      replenishOn: [1, 3, 5],
      // The demo shows an overdue answer, which must not shut the gate.
      gateByItself: false,
    },
  },
  calendarDays: 122,
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
  requests: [...platformRequests, ...platformOpenRequests],
  templates: platformTemplates,
  rushes: [
    { daysAgo: 78, asks: 13 },
    { daysAgo: 47, asks: 12 },
  ],
  blockReasons: [
    'Waiting for Security to review the change',
    'The provider has not raised our quota yet',
    'Needs a maintenance window from Site Operations',
    'No test account for the payment provider',
    'The library’s fix is not released yet',
    'Waiting for an answer from Finance',
    'Staging is down for its upgrade',
    'Needs a firewall rule from Network',
  ],
  comments: platformComments,
  gates: [
    {
      officeHoursAgo: 45 * 8,
      state: 'throttled',
      reason: 'Everyone is busy with the data centre move. We still take fixed dates and emergencies.',
      officeHours: 5 * 8,
    },
  ],
  limitChanges: [
    { column: 'Doing', daysAgo: 84, max: 4 },
    { column: 'Review', daysAgo: 55, max: 3, trial: platformTrial },
  ],
  overrides: [
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
      reason: 'It has the same reviewer as the two cards before it, who reads all three at once',
    },
    { column: 'Release', daysAgo: 7 },
  ],
  putBacks: [
    {
      column: 'Doing',
      daysAgo: 66,
      reason: 'The numbers behind this are a year old. We continue when Finance sends this year’s.',
    },
    {
      column: 'Doing',
      daysAgo: 31,
      reason: 'Two of us are out this week, and cards in review come first. We pick it up again next week.',
    },
    {
      column: 'Review',
      daysAgo: 14,
      reason:
        'This turned out to be three changes. We start again with the smallest one, which helps on its own.',
    },
  ],
  pastForecasts: [10, 16, 20, 13, 24],
  ending: {
    loads: { Ready: 4, Doing: 3, Review: 3, Release: 2 },
    settleDays: 3,
    holdDays: 0.8,
    stuck: {
      column: 'Review',
      days: 4.5,
      comment:
        'The load test shows a dip every ten minutes that nobody can explain yet. We don’t release it before we know why.',
    },
    blocked: { column: 'Doing', days: 3, reason: 'Waiting for Security to review the change' },
    expediteHours: 4,
  },
};
