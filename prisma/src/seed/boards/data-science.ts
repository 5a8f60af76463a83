import type { Plan, PlannedRequest, Work } from '../activity/plan.js';
import type { CastName } from '../cast.js';

const work: Work[] = [
  'Churn features from support contacts',
  'Weekly forecast for the Nordic shops',
  'Replace the hand-kept holiday table',
  'Confidence bands in the sales forecast',
  'Remove duplicates in the customer table',
  'Drift report for the churn model',
  'Price elasticity for the top hundred products',
  'Move notebooks into the repository',
  'Basket analysis for the spring catalogue',
  'Retrain the returns model',
  'Explain the forecast on one page',
  'Backtest of the demand model',
  'Names for events that everyone agrees on',
  'Fewer features in the fraud model',
  'Cohorts by first product',
  'Cost of a wrong forecast in money',
  'Share of orders without a campaign',
  'Seasonal profile for each region',
  'Data quality checks on the order feed',
  'Model card for the fraud model',
  'Sample size for price tests',
  'Late deliveries by carrier',
  'Survival curve of subscriptions',
  'Sandbox data without personal data',
  'Outliers in the weather feed',
  'Shared package for date handling',
  'Test the fraud model on the new checkout',
  'Clean up unused tables',
  'Link returns to their campaign',
  'Shorter training with sampled data',
  'Ranking of search results',
  'One definition of an active customer',
  'Forecast for spare parts',
  'Alert when a feed stops',
  'Label five hundred support tickets',
  'Margins by product family',
  'Compare two attribution models',
  'Stock-out risk for each warehouse',
].map((title) => ({ title }));

const accepted: [CastName, string][] = [
  ['ingrid', 'Revenue forecast for the budget'],
  ['requester', 'Which price changes paid off'],
  ['samuel', 'Expected tickets by hour'],
  ['tomas', 'Benchmarks to show to partners'],
  ['requester', 'Customers for the new range'],
  ['ingrid', 'Why margins fell in September'],
  ['samuel', 'Topics in the tickets of last month'],
  ['tomas', 'Usage report for the pilot'],
  ['requester', 'Effect of free delivery on returns'],
];

const requests: PlannedRequest[] = [
  ...accepted.map(([by, title]): PlannedRequest => ({ by, title, outcome: { kind: 'accept' } })),
  {
    by: 'tomas',
    title: 'Score every lead by name',
    outcome: {
      kind: 'decline',
      reason: 'notAligned',
      message:
        'We do not score people by name. A score by company size and sector is possible, and that list exists.',
    },
  },
  {
    by: 'chiara',
    title: 'Predict complaints before they come',
    hoursAgo: 20 * 24,
    outcome: {
      kind: 'defer',
      reason: 'needsInformation',
      weeks: 6,
      message:
        'Complaints have no common label yet. Once support has labelled two months of them we can try.',
    },
  },
  {
    by: 'lena',
    title: 'Which of our shelves sell best',
    description:
      'I run the shop in Lübeck and may move two shelves in January. One page with last year’s numbers is enough.',
    officeHoursAgo: 4,
    outcome: { kind: 'wait' },
  },
  {
    by: 'requester',
    title: 'Forecast for the gift card season',
    description: 'Last year we ran out of cards in the second week.',
    classOfService: 'fixedDate',
    neededInDays: 20,
    officeHoursAgo: 7,
    outcome: { kind: 'wait' },
  },
];

/** Seven weeks of a team that has room. */
export const dataScience: Plan = {
  board: {
    key: 'DATA',
    name: 'Data Science',
    labels: [
      { name: 'Forecasts', colour: 'blue', words: /forecast|demand|season/i },
      { name: 'Models', colour: 'purple', words: /model|churn|training|features/i },
      {
        name: 'Data quality',
        colour: 'green',
        words: /duplicate|quality|outlier|definition|clean|names|date/i,
      },
      { name: 'Prices', colour: 'yellow', words: /price|margin|cost|money/i },
      { name: 'Customers', colour: 'pink', words: /customer|subscription|returns|campaign/i },
    ],
    columns: [
      { name: 'Ready', kind: 'queue', limit: 6 },
      { name: 'Exploring', kind: 'active', limit: 3 },
      { name: 'Validating', kind: 'active', limit: { max: 3, min: 2 } },
      { name: 'Delivered', kind: 'done' },
    ],
    intake: { depth: 10, openPerRequester: 3, answerWithinHours: 24, timeZone: 'Europe/Berlin' },
  },
  calendarDays: 47,
  owner: 'owner',
  manager: 'manager',
  team: ['aylin', 'rosa', 'kasia'],
  effort: { Exploring: { hours: 21, spread: 0.8 }, Validating: { hours: 8, spread: 0.7 } },
  stock: 3,
  work,
  expedites: [{ title: 'Wrong prices in tonight’s forecast', classOfService: 'expedite' }],
  requests,
  formId: '019a3c00-0000-7000-8000-0000000000f1',
  rushes: [],
  blockReasons: ['This week’s feed is incomplete', 'Waiting for access to the returns data'],
  comments: {
    handOver: [
      'The notebook runs from top to bottom, the data is pinned to Monday.',
      'Slightly better than last year’s, and much easier to explain.',
      'There are few small shops in the sample. Please look at those first.',
      'The first plot says it all, the rest is for checking.',
      'I kept the old number next to the new one for a month.',
    ],
    unblocked: ['The feed is complete again.', 'We have the data now, thanks to Site Operations.'],
    dropped: ['The question has answered itself, so nobody needs this now.'],
  },
  gates: [],
  waits: [
    {
      by: 'aylin',
      waiter: { card: 'Effect of free delivery on returns' },
      on: 'PLAT',
      request: 'Self-service sandboxes',
    },
    { by: 'rosa', waiter: 'ownCard', on: 'PLAT', request: 'Self-service sandboxes' },
  ],
  ending: { loads: { Ready: 3, Exploring: 2, Validating: 1 }, settleDays: 3, holdDays: 1 },
};
