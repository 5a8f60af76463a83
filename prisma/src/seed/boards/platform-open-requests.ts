import type { PlannedRequest } from '../activity/plan.js';
import { officeDay } from '../calendar.js';

const day = 24;

/** The requests that wait for the platform team today, and those of the demo's requester. */
export const platformOpenRequests: PlannedRequest[] = [
  {
    by: 'requester',
    title: 'Stock levels on the shop’s product pages',
    description: 'Shops call to ask what the warehouse already knows.',
    hoursAgo: 36 * day,
    outcome: {
      kind: 'defer',
      weeks: 4,
      reason: 'noCapacity',
      message:
        'The event store comes first, and stock levels will read from it. Ask again with this ticket: it will be first among standard requests.',
      unused: true,
    },
  },
  {
    by: 'requester',
    title: 'Personal prices for key accounts',
    description: 'Forty customers have their own price lists, kept in spreadsheets.',
    hoursAgo: 12 * day,
    outcome: {
      kind: 'defer',
      weeks: 7,
      reason: 'noCapacity',
      message:
        'Review is full and the regulator’s date comes first. We can look at this in the new quarter, starting with the ten largest accounts.',
      unused: true,
    },
  },
  {
    by: 'requester',
    title: 'Printed labels from the console',
    hoursAgo: 17 * day + 3,
    outcome: { kind: 'withdraw' },
  },
  {
    by: 'requester',
    title: 'Replace the shop’s search',
    description: 'Customers say they do not find things.',
    hoursAgo: 10 * day,
    outcome: {
      kind: 'decline',
      reason: 'tooLarge',
      message:
        'A new search would take two teams half a year. We would take a smaller slice: synonyms for the fifty searches that find nothing today. The list is in your weekly report.',
    },
  },
  {
    by: 'requester',
    title: 'Price changes at midnight in each region',
    description: 'Now they change at midnight in Berlin, which is noon in some shops.',
    hoursAgo: 8 * day + 2,
    outcome: {
      kind: 'accept',
      message: 'Agreed. We do it together with the import, which we are changing anyway.',
    },
  },
  {
    by: 'requester',
    title: 'Order totals in the old ledger',
    description: 'Finance asks us for them every Monday.',
    officeHoursAgo: 11 * officeDay,
    outcome: {
      kind: 'accept',
      afterHours: 3,
      takenOff: {
        officeHours: 2 * officeDay,
        reason: 'notAligned',
        message:
          'Finance replaces the old ledger next month, so your totals would be of use for three weeks only. If you need them in the new one, ask again: your request will be first among standard requests.',
      },
    },
  },
  {
    by: 'samuel',
    title: 'Find a customer by invoice number',
    description: 'They read it to us over the phone, and we ask Finance whose it is.',
    officeHoursAgo: 5 * officeDay,
    outcome: { kind: 'accept', afterHours: 2 },
  },
  {
    by: 'requester',
    title: 'Opening hours from one source',
    description: 'The shop pages, the app and the map show three different ones.',
    officeHoursAgo: 4 * officeDay + 1,
    outcome: { kind: 'accept', afterHours: 2 },
  },
  {
    by: 'requester',
    title: 'Holiday banner without a release',
    description: 'Marketing changes the text twice a day in December.',
    officeHoursAgo: 9,
    outcome: {
      kind: 'accept',
      afterHours: 1,
      held: true,
      message: 'We start it as soon as the new text service runs, so that it takes hours and not days.',
    },
  },
  {
    by: 'ingrid',
    title: 'Corrected VAT report for last month',
    description: 'The tax office found a gap and has set a date for the corrected report.',
    classOfService: 'fixedDate',
    neededInDays: 8,
    officeHoursAgo: 16,
    outcome: {
      kind: 'trade',
      afterHours: 5,
      reason: 'noCapacity',
      message:
        'The tax office has set a date for the VAT report, and nobody is free. So we start it now. The card that makes way goes back to Ready, and we go on with it when the report is done.',
    },
  },

  {
    by: 'deniz',
    title: 'A place for one-off notebooks',
    description: 'So that they do not end up on our laptops.',
    hoursAgo: 40 * day,
    outcome: { kind: 'expire' },
  },
  {
    by: 'samuel',
    title: 'Show the shop’s stock in the support tool',
    hoursAgo: 35 * day,
    outcome: {
      kind: 'duplicate',
      of: 'Stock levels on the shop’s product pages',
      message: 'The shop asked for the same numbers. You will get our answer to that request too.',
    },
  },

  {
    by: 'chiara',
    title: 'Access for the audit team',
    description: 'Four people, read only, two weeks. They start on Monday.',
    officeHoursAgo: 34,
    outcome: { kind: 'wait' },
  },
  {
    by: 'chiara',
    title: 'Regulator export of complaints',
    description: 'All complaints since January, in last year’s format. The regulator has set the date.',
    classOfService: 'fixedDate',
    neededInDays: 21,
    officeHoursAgo: 22,
    outcome: { kind: 'wait' },
  },
  {
    by: 'deniz',
    title: 'Self-service sandboxes',
    description:
      'Analysts wait two days for a database to try things out. We would like to create one ourselves, with an end date and without a ticket.',
    officeHoursAgo: 18,
    outcome: { kind: 'wait' },
  },
  {
    by: 'requester',
    title: 'Bigger build machines for the shop',
    description: 'A build takes 40 minutes, and there are ten a day.',
    officeHoursAgo: 16,
    outcome: { kind: 'wait' },
  },
  {
    by: 'tomas',
    title: 'Dark theme for the partner portal',
    classOfService: 'intangible',
    officeHoursAgo: 12,
    outcome: { kind: 'wait' },
  },
  {
    by: 'requester',
    title: 'Second region for search',
    description: 'For shops in Singapore a search takes two seconds.',
    officeHoursAgo: 8,
    outcome: {
      kind: 'wait',
      asked: {
        afterHours: 3,
        body: 'How many searches a day come from there, and are all pages slow or only the results?',
      },
    },
  },
  {
    by: 'ingrid',
    title: 'Rename the billing queue',
    description:
      'It is named after a product that we no longer sell, and new people look in the wrong place.',
    classOfService: 'intangible',
    officeHoursAgo: 2,
    outcome: { kind: 'wait' },
  },
];
