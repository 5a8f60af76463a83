import type { CastName } from '../cast.js';
import type { Ask, Plan, Work } from '../life/plan.js';

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
  ['samuel', 'Two more desks with a network'],
  ['deniz', 'Space for one GPU host'],
  ['tomas', 'Screen for the visitors’ room'],
];

const asks: Ask[] = [
  ...accepted.map(([by, title]): Ask => ({ by, title, fate: { kind: 'accept' } })),
  {
    by: 'deniz',
    title: 'Four more GPU hosts',
    hoursAgo: 26 * 24,
    fate: {
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
    fate: {
      kind: 'defer',
      reason: 'noCapacity',
      weeks: 6,
      message: 'Every hand is in the hall until the move is done. Afterwards this takes two days.',
    },
  },
  {
    by: 'chiara',
    title: 'Visitor log of the last quarter',
    hoursAgo: 40,
    fate: { kind: 'wait' },
  },
  {
    by: 'samuel',
    title: 'Quiet room for difficult calls',
    hoursAgo: 46,
    fate: { kind: 'wait' },
  },
  // Refused at the door, for the gate is shut.
  { by: 'tomas', title: 'Signs for the new entrance', hoursAgo: 21, fate: { kind: 'wait' } },
  { by: 'deniz', title: 'Longer network cables for the lab', hoursAgo: 4, fate: { kind: 'wait' } },
];

/** Seven weeks of a team that has shut its door for some days. */
export const siteOperations: Plan = {
  board: {
    key: 'OPS',
    name: 'Site Operations',
    columns: [
      { name: 'Planned', kind: 'queue', limit: 4 },
      { name: 'On site', kind: 'active', limit: 3 },
      { name: 'Checking', kind: 'active', limit: 3 },
      { name: 'Done', kind: 'done' },
    ],
    intake: { depth: 6, openPerRequester: 2, answerWithinHours: 72, timeZone: 'UTC' },
  },
  history: 47,
  owner: 'owner',
  manager: 'manager',
  team: ['member', 'jonas'],
  effort: { 'On site': { hours: 28, spread: 0.6 }, Checking: { hours: 6, spread: 0.7 } },
  stock: 3,
  work,
  expedites: [{ title: 'Water under the raised floor', classOfService: 'expedite' }],
  asks,
  rushes: [],
  blockReasons: ['The electrician comes on Thursday', 'Parts are not delivered yet'],
  comments: {
    handOver: [
      'Photos of before and after are on the drive.',
      'Two labels are missing still, the printer is out of tape.',
      'Done at 7 in the morning, nobody noticed.',
      'The spare is in cabinet 4, second shelf.',
      'Took an hour more: the rails did not fit.',
    ],
    unblocked: ['Parts are here.', 'He was here today, all signed.'],
    dropped: ['Not needed after the move.'],
  },
  gates: [
    {
      daysAgo: 1.2,
      state: 'shut',
      reason: 'We move the second hall this week. From the end of the move we take requests again.',
      days: 4.2,
    },
  ],
  ending: {
    loads: { Planned: 3, 'On site': 3, Checking: 2 },
    settleDays: 3,
    holdDays: 1,
    blocked: { column: 'On site', days: 2, reason: 'Parts are not delivered yet' },
  },
};
