/** The calls of people and of an agent, with their numbers among a thousand. */
const weights = {
  move: 170,
  create: 75,
  edit: 60,
  comment: 45,
  checklist: 15,
  block: 25,
  archive: 55,
  remove: 25,
  submit: 40,
  answer: 40,
  message: 15,
  claim: 30,
  upload: 15,
  session: 20,
  readNotices: 10,
  board: 100,
  changes: 90,
  card: 50,
  cards: 35,
  requests: 30,
  search: 25,
  figures: 15,
  notices: 10,
  me: 10,
  exports: 5,
};
export type Kind = keyof typeof weights;
export const kinds = Object.entries(weights).map(([kind, weight]) => ({ kind: kind as Kind, weight }));
/** Those that change nothing. They go on in the quiet times. */
const reading: ReadonlySet<Kind> = new Set([
  ...([
    'board',
    'changes',
    'card',
    'cards',
    'requests',
    'search',
    'figures',
    'notices',
    'me',
    'exports',
  ] as const),
]);
export const isRead = (kind: Kind): boolean => reading.has(kind);

/** Another client archived or deleted the card. */
const gone = ['card-archived', 'not-found'];
/** What a call may be refused with, because several clients work on the same cards. */
export const expectedRefusals: Partial<Record<Kind, readonly string[]>> = {
  move: [...gone, 'wip-limit-reached'],
  ...{ edit: gone, comment: gone, checklist: gone, block: gone, archive: gone, upload: gone, card: gone },
  create: ['wip-limit-reached'],
  claim: [...gone, 'nothing-to-claim', 'wip-limit-reached', 'lease-lost'],
  answer: ['wip-limit-reached', 'already-answered'],
  changes: ['resync'],
  submit: ['intake-queue-full', 'requester-quota-reached', 'intake-gate-shut', 'intake-gate-throttled'],
};
