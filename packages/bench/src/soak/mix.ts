/** The kinds of calls of people and of an agent, with their shares in thousandths. */
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
/** The kinds that change nothing. They are also sent in quiet times. */
const reading: ReadonlySet<Kind> = new Set<Kind>([
  ...(['board', 'changes', 'card', 'cards', 'requests', 'search'] as const),
  ...(['figures', 'notices', 'me', 'exports'] as const),
]);
export const isRead = (kind: Kind): boolean => reading.has(kind);

/** Another client archived or deleted the card. */
const gone = ['card-archived', 'not-found'];
/** The expected refusals of each kind, because several clients work on the same cards. */
export const expectedRefusals: Partial<Record<Kind, readonly string[]>> = {
  move: [...gone, 'wip-limit-reached'],
  ...{ edit: gone, comment: gone, checklist: gone, block: gone, archive: gone, upload: gone, card: gone },
  create: ['wip-limit-reached'],
  claim: [...gone, 'nothing-to-claim', 'wip-limit-reached', 'lease-lost'],
  answer: ['wip-limit-reached', 'already-answered'],
  changes: ['resync'],
  submit: ['intake-queue-full', 'requester-quota-reached', 'intake-gate-shut', 'intake-gate-throttled'],
};
