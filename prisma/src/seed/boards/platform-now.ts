import type { Ask } from '../life/plan.js';

const day = 24;

/** What stands at the door of the platform team today, and what its demo requester has in hand. */
export const platformNow: Ask[] = [
  {
    by: 'requester',
    title: 'Stock levels on the shop’s product pages',
    description: 'Shops call to ask what the warehouse already knows.',
    hoursAgo: 36 * day,
    fate: {
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
    fate: {
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
    fate: { kind: 'withdraw' },
  },
  {
    by: 'requester',
    title: 'Replace the shop’s search',
    description: 'Customers say they do not find things.',
    hoursAgo: 10 * day,
    fate: {
      kind: 'decline',
      reason: 'tooLarge',
      message:
        'A new search is half a year for two teams. A smaller slice that we would take: synonyms for the fifty searches that find nothing today; the list is in your weekly report.',
    },
  },
  {
    by: 'requester',
    title: 'Price changes at midnight in each region',
    description: 'Now they change at midnight in Berlin, which is noon in some shops.',
    hoursAgo: 8 * day + 2,
    fate: { kind: 'accept', message: 'Agreed, we take it with the import that we are changing anyway.' },
  },

  {
    by: 'deniz',
    title: 'A place for one-off notebooks',
    description: 'So that they do not end up on our laptops.',
    hoursAgo: 40 * day,
    fate: { kind: 'expire' },
  },
  {
    by: 'samuel',
    title: 'Tell the shop’s stock in the support tool',
    hoursAgo: 35 * day,
    fate: {
      kind: 'duplicate',
      of: 'Stock levels on the shop’s product pages',
      message:
        'The shop asks for the same numbers. What we answer there holds for you, and you are told of it.',
    },
  },

  {
    by: 'chiara',
    title: 'Access for the audit team',
    description: 'Four people, read only, two weeks. They start on Monday.',
    hoursAgo: 101,
    fate: { kind: 'wait' },
  },
  {
    by: 'chiara',
    title: 'Regulator export of complaints',
    description: 'All complaints since January in the form of last year. The date is the regulator’s.',
    classOfService: 'fixedDate',
    neededInDays: 21,
    hoursAgo: 93,
    fate: { kind: 'wait' },
  },
  {
    by: 'deniz',
    title: 'Self-service sandboxes',
    description:
      'Every analyst waits two days for a database to try things on. We would like to make one ourselves, with an end date, without a ticket.',
    hoursAgo: 76,
    fate: { kind: 'wait' },
  },
  {
    by: 'requester',
    title: 'Bigger build machines for the shop',
    description: 'A build takes 40 minutes, and there are ten a day.',
    hoursAgo: 70,
    fate: { kind: 'wait' },
  },
  {
    by: 'tomas',
    title: 'Dark theme for the partner portal',
    classOfService: 'intangible',
    hoursAgo: 52,
    fate: { kind: 'wait' },
  },
  {
    by: 'requester',
    title: 'Second region for search',
    description: 'For shops in Singapore a search takes two seconds.',
    hoursAgo: 29,
    fate: {
      kind: 'wait',
      asked: {
        afterHours: 3,
        body: 'How many searches a day come from there, and is it all pages or only results?',
      },
    },
  },
  {
    by: 'ingrid',
    title: 'Rename the billing queue',
    description:
      'It has the name of a product that we no longer sell, and new people look in the wrong place.',
    classOfService: 'intangible',
    hoursAgo: 5,
    fate: { kind: 'wait' },
  },
];
