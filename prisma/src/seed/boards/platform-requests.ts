import type { PlannedRequest } from '../activity/plan.js';
import type { CastName } from '../cast.js';

type Row = [by: CastName, title: string, description?: string];

// Accepted requests: who, what and why.
const standard: Row[] = [
  ['requester', 'Read access to the order events', 'We rebuild the numbers by hand each morning.'],
  ['deniz', 'A database for the churn model', 'Small, for three people, with last year’s data.'],
  ['samuel', 'Search in support logs by customer number'],
  [
    'tomas',
    'Demo environment that resets each night',
    'Each demo starts with cleaning up after the last one.',
  ],
  ['ingrid', 'Cloud costs split by product'],
  ['requester', 'Webhook when a contract is signed', 'The sales desk copies it over by hand, with mistakes.'],
  ['chiara', 'List of all service accounts', 'With owner and last use. A file is fine.'],
  ['deniz', 'Bigger machine for the weekly training'],
  ['samuel', 'Status page entries from our desk', 'Today we call the person on call for every line.'],
  ['tomas', 'Partner sandbox with sample data'],
  ['ingrid', 'Invoices of the storage provider by month'],
  ['requester', 'Export of pricing changes', 'Who changed what and when, for the last year.'],
  ['deniz', 'Scheduled notebooks'],
  ['samuel', 'Link from a ticket to its trace', 'We read request ids to each other over the phone.'],
  ['chiara', 'Two-factor for the admin console'],
  ['tomas', 'Custom domain for two customers'],
  ['requester', 'Faster nightly import of price lists', 'It is still running when the shops open.'],
  ['ingrid', 'Archive of closed ledgers'],
  ['deniz', 'Copy of the product catalogue in the warehouse'],
  ['samuel', 'Mask card numbers in the log viewer'],
  ['requester', 'A test account for each region', 'So that we see what shops in Norway and Poland see.'],
  ['tomas', 'Usage numbers for the partner portal'],
  ['deniz', 'Longer retention of click events', 'Thirteen months instead of six, for year on year.'],
  ['chiara', 'Access log of the document store'],
  ['samuel', 'Resend a failed webhook from the support tool'],
  ['ingrid', 'Read access to usage for billing checks'],
  ['requester', 'Price list preview before publishing', 'Two wrong lists went out this quarter.'],
  ['tomas', 'Upload of large files for onboarding'],
  ['deniz', 'GPU quota for one week in the spring'],
  ['samuel', 'Alert us when sign-ups fail', 'We hear of it from customers, an hour late.'],
  ['chiara', 'Retention rules on the chat archive'],
  ['ingrid', 'Exchange rates from one source'],
  ['requester', 'Daily figures in the sales channel'],
  ['deniz', 'Schema changes announced a week ahead'],
  ['tomas', 'Higher rate limit for one partner', 'Their nightly sync needs 40 calls a second for an hour.'],
  ['samuel', 'Restore a deleted project', 'A button for us instead of a request to you.'],
  ['ingrid', 'Cost of idle environments each week'],
  ['requester', 'Redirects for the renamed shop pages'],
  ['deniz', 'Service account for the report runner'],
  ['tomas', 'IP allow list for two banks'],
  ['samuel', 'Time zone in exported tickets'],
  [
    'requester',
    'Keep the price history for five years',
    'The lawyers ask for more than the three that we have.',
  ],
];

const fixedDate: [...Row, days: number][] = [
  ['chiara', 'Evidence for the ISO audit', 'Access reviews and restore tests of two quarters.', 22],
  ['ingrid', 'Year-end freeze of the ledger export', 'Auditors start on the day.', 30],
  ['requester', 'Campaign pages for the autumn sale', 'They go live with the printed catalogue.', 16],
  ['tomas', 'Migration of the northern customers', 'Their contract with the old host ends.', 28],
  ['chiara', 'Delete data of closed accounts', 'By the date agreed with the regulator.', 26],
  ['ingrid', 'New tax rates in the invoice service', 'In force from the first of the month.', 20],
  ['samuel', 'Phone lines moved to the new provider', 'The old lines are switched off.', 18],
  ['tomas', 'Partner conference on a stage system', 'Four hundred people try it on that day.', 24],
  ['chiara', 'Answers to the bank’s security questions', 'Their review meets once a quarter.', 15],
  ['requester', 'Trade fair demo on our own hardware', 'The hall has no network to speak of.', 19],
];

const declined: [
  ...Row,
  reason: 'noCapacity' | 'notAligned' | 'tooLarge' | 'needsInformation' | 'other',
  message: string,
][] = [
  [
    'tomas',
    'White-label version of the console',
    'Two prospects asked.',
    'notAligned',
    'A second brand doubles what we test with each release, and it is not in this year’s plan. Your own logo on the login page is possible today: settings, appearance.',
  ],
  [
    'requester',
    'Move the shop to another cloud',
    'It would be cheaper, we think.',
    'tooLarge',
    'This is a year of work, which is more than one team can promise. If it is about cost, ask us for the three largest items of your bill: we can often halve one in a week.',
  ],
  [
    'deniz',
    'Direct write access to production tables',
    undefined,
    'notAligned',
    'Nobody writes to the tables directly, because that caused two outages. Send us the corrections as events and they are in within the hour.',
  ],
  [
    'samuel',
    'A chat bot for status questions',
    undefined,
    'noCapacity',
    'It would take a month that we do not have before summer. The status page can post to your channel, which answers most of the same questions.',
  ],
  [
    'ingrid',
    'Real-time cost dashboard',
    undefined,
    'notAligned',
    'The provider’s own numbers are a day late, so a real-time dashboard would show guesses. The daily report has everything we know.',
  ],
  [
    'requester',
    'Something for faster pages',
    'Pages feel slow.',
    'needsInformation',
    'Which pages, for whom, and since when? With two examples and a time of day we can measure it and plan the work.',
  ],
  [
    'chiara',
    'Keep all logs for ten years',
    undefined,
    'tooLarge',
    'Ten years of everything is 400 TB. Tell us which logs the rule covers. Ten years of the audit log are small, and we would keep those.',
  ],
  [
    'tomas',
    'Windows builds of the agent',
    undefined,
    'noCapacity',
    'One customer in nine months asked for it, and we could not keep it up to date.',
  ],
  [
    'deniz',
    'Our own Kubernetes cluster',
    undefined,
    'notAligned',
    'We run two clusters and want one. Your jobs fit into the batch namespace; we set up its quota together with you.',
  ],
  [
    'samuel',
    'Import the old ticket archive',
    '4 million tickets from before 2019.',
    'tooLarge',
    'As requested, this takes six weeks. We would accept a smaller slice: the last two years, open customers only.',
  ],
  [
    'ingrid',
    'Change the currency of old invoices',
    undefined,
    'other',
    'Issued invoices must not be changed. Finance Operations can issue corrections: please ask Petra Lund.',
  ],
  [
    'requester',
    'Direct line to the person on call',
    undefined,
    'notAligned',
    'The person on call answers alarms. For everything else please use this page: you always get an answer and a date.',
  ],
  [
    'tomas',
    'Export in five more formats',
    undefined,
    'needsInformation',
    'Which customer needs which format for what? Most tools can read the CSV export.',
  ],
  [
    'chiara',
    'Disable copy and paste in the console',
    undefined,
    'other',
    'This can’t be enforced in a browser and breaks screen readers. Sensitive fields can be masked instead: let us talk about which ones.',
  ],
];

const deferred: [
  ...Row,
  weeks: number,
  reason: 'noCapacity' | 'needsInformation' | 'tooLarge',
  message: string,
][] = [
  [
    'deniz',
    'Feature store for the models',
    undefined,
    5,
    'noCapacity',
    'The database upgrade comes first. Ask again when it is done, and start with the three features that two models share.',
  ],
  [
    'samuel',
    'Session replay for support',
    undefined,
    6,
    'needsInformation',
    'Compliance has to say what may be recorded. Once they have decided, we can start.',
  ],
  [
    'tomas',
    'Second region for two large customers',
    undefined,
    7,
    'noCapacity',
    'Failover has to work in one region before we add a second. We are working on that until then.',
  ],
  [
    'ingrid',
    'Budgets that stop environments',
    undefined,
    4,
    'noCapacity',
    'The audit fills our reviews until the end of the month. After that, this is a small change.',
  ],
  [
    'chiara',
    'Automatic access reviews',
    undefined,
    6,
    'tooLarge',
    'All systems at once is too much. Ask again with the five that matter most for the audit.',
  ],
  [
    'requester',
    'Preview links for shop designers',
    undefined,
    4,
    'noCapacity',
    'Preview environments are being rebuilt. Once they are, this is nearly free.',
  ],
  [
    'deniz',
    'Streaming access to orders',
    undefined,
    5,
    'noCapacity',
    'The broker upgrade has to be done first, otherwise we would set this up twice.',
  ],
  [
    'samuel',
    'Undo for bulk changes',
    undefined,
    5,
    'needsInformation',
    'Please bring the three bulk changes that go wrong most often: an undo for all of them would take months.',
  ],
];

const withdrawn: Row[] = [
  ['tomas', 'Staging access for a pilot customer'],
  ['requester', 'Newsletter from the platform'],
  ['samuel', 'Shared mailbox for alerts'],
  ['deniz', 'Older version of the driver'],
];

const withText = ([by, title, description]: Row | [...Row, ...unknown[]]) => ({
  by,
  title,
  ...(typeof description === 'string' && { description }),
});

const lists: PlannedRequest[][] = [
  standard.map((row) => ({ ...withText(row), outcome: { kind: 'accept' } })),
  fixedDate.map((row) => ({
    ...withText(row),
    classOfService: 'fixedDate',
    neededInDays: row[3],
    outcome: { kind: 'accept' },
  })),
  declined.map((row) => ({
    ...withText(row),
    outcome: { kind: 'decline', reason: row[3], message: row[4] },
  })),
  deferred.map((row) => ({
    ...withText(row),
    outcome: { kind: 'defer', weeks: row[3], reason: row[4], message: row[5] },
  })),
  withdrawn.map((row) => ({ ...withText(row), outcome: { kind: 'withdraw' } })),
];

/** All requests in one order, each list spread evenly over it. */
export const platformRequests: PlannedRequest[] = lists
  .flatMap((list) => list.map((ask, index) => ({ ask, place: (index + 0.5) / list.length })))
  .sort((one, other) => one.place - other.place)
  .map(({ ask }) => ask);
