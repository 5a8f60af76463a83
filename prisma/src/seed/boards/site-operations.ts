import type { Plan, PlannedRequest, Work } from '../activity/plan.js';
import type { CastName } from '../cast.js';

const work: Work[] = [
  'Replace the batteries in row C',
  'Label the new patch panels',
  'Cooling test at full load',
  'Firmware of the core switches',
  'Spare disks for the storage cluster',
  'Inventory of the second hall',
  'Camera above the loading ramp',
  'Retire six old hosts',
  'Cable plan of the ground floor',
  'Test the diesel generator',
  'New access readers at the north gate',
  'Temperature sensors in the small racks',
  'Second uplink for the office',
  'Wipe returned laptops',
  'Contract for the fire extinguishers',
  'Remote hands procedure',
  'Swap faulty memory in two hosts',
  'Sort out the spare parts room',
  'Power meters for each rack',
  'Restart order after a power cut',
  'Door alarm with a time limit',
  'Wireless on the loading ramp',
  'Check the leak detectors',
  'Move the backup tapes off site',
  'Replace the office firewall',
  'Clean the air filters',
  'Visitor badges with an end date',
  'Rack for the new storage',
  'Console access for every host',
  'Emergency lights in the corridor',
  'Fibre to the second building',
  'Renew the warranty list',
  'Empty the old cage',
  'Spare router on the shelf',
  'Update the escalation sheet',
].map((title) => ({ title }));

const accepted: [CastName, string][] = [
  ['samuel', 'Headsets for the support floor'],
  ['ingrid', 'Serial numbers for the asset list'],
  ['chiara', 'Key register of the server room'],
  ['samuel', 'Two more desks with a network socket'],
  ['deniz', 'Space for one GPU host'],
  ['tomas', 'Screen for the visitors’ room'],
];

const requests: PlannedRequest[] = [
  ...accepted.map(([by, title]): PlannedRequest => ({ by, title, outcome: { kind: 'accept' } })),
  {
    by: 'deniz',
    title: 'Four more GPU hosts',
    hoursAgo: 26 * 24,
    outcome: {
      kind: 'decline',
      reason: 'noCapacity',
      message:
        'The hall has power for one more rack until the new feed is in, and that one is promised to storage.',
    },
  },
  {
    by: 'requester',
    title: 'Counting visitors in the showroom',
    hoursAgo: 23 * 24,
    outcome: {
      kind: 'defer',
      reason: 'noCapacity',
      weeks: 6,
      message: 'Everyone works on the move until it is done. After that, this takes two days.',
    },
  },
  {
    by: 'chiara',
    title: 'Visitor log of the last quarter',
    officeHoursAgo: 12,
    outcome: { kind: 'wait' },
  },
  {
    by: 'samuel',
    title: 'Quiet room for difficult calls',
    officeHoursAgo: 14,
    outcome: { kind: 'wait' },
  },
  // Refused, because the gate is shut.
  { by: 'tomas', title: 'Signs for the new entrance', officeHoursAgo: 6, outcome: { kind: 'wait' } },
  { by: 'deniz', title: 'Longer network cables for the lab', officeHoursAgo: 1, outcome: { kind: 'wait' } },
];

/** Seven weeks of a team that has shut its intake for some days. */
export const siteOperations: Plan = {
  board: {
    key: 'OPS',
    name: 'Site Operations',
    labels: [
      { name: 'Power', colour: 'yellow', words: /power|generator|batter|meter/i },
      {
        name: 'Network',
        colour: 'blue',
        words: /switch|uplink|cable|fibre|router|network|firewall|wireless/i,
      },
      { name: 'Safety', colour: 'red', words: /alarm|camera|emergency|extinguisher|leak|lights/i },
    ],
    columns: [
      { name: 'Planned', kind: 'queue', limit: 4 },
      { name: 'On site', kind: 'active', limit: 3 },
      { name: 'Checking', kind: 'active', limit: 3 },
      { name: 'Done', kind: 'done' },
    ],
    intake: { depth: 6, openPerRequester: 2, answerWithinHours: 24, timeZone: 'UTC' },
  },
  calendarDays: 47,
  owner: 'owner',
  manager: 'manager',
  team: ['member', 'jonas'],
  effort: { 'On site': { hours: 28, spread: 0.6 }, Checking: { hours: 6, spread: 0.7 } },
  stock: 3,
  work,
  expedites: [{ title: 'Water under the raised floor', classOfService: 'expedite' }],
  requests,
  rushes: [],
  blockReasons: ['The electrician comes on Thursday', 'Parts are not delivered yet'],
  comments: {
    handOver: [
      'Before and after photos are on the drive.',
      'Two labels are still missing: the printer is out of tape.',
      'Done at 7 in the morning, nobody noticed.',
      'The spare is in cabinet 4, second shelf.',
      'Took an hour longer: the rails did not fit.',
    ],
    unblocked: ['Parts are here.', 'The electrician was here today, and everything is signed.'],
    dropped: ['Not needed after the move.'],
  },
  gates: [
    {
      officeHoursAgo: 10,
      state: 'shut',
      reason: 'We are moving the second hall this week. After the move we take requests again.',
      officeHours: 5 * 8,
    },
  ],
  waits: [
    {
      by: 'jonas',
      waiter: { card: 'Screen for the visitors’ room' },
      on: 'PLAT',
      request: 'Dark theme for the partner portal',
    },
    {
      by: 'manager',
      waiter: { request: 'Visitor log of the last quarter' },
      on: 'PLAT',
      request: 'Access for the audit team',
    },
  ],
  ending: {
    loads: { Planned: 3, 'On site': 3, Checking: 2 },
    settleDays: 3,
    holdDays: 1,
    blocked: { column: 'On site', days: 2, reason: 'Parts are not delivered yet' },
  },
};
