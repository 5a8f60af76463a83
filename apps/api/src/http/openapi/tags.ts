/** The groups of the reference, each with the start of its paths. The first that fits counts. */
const groups: readonly { name: string; description: string; paths: RegExp }[] = [
  {
    name: 'Public forms',
    description: 'Requests of people without an account. They prove who they are by a link in their mail.',
    paths: /\/forms(\/|$)|^\/v1\/public\/boards/,
  },
  {
    name: 'Cards',
    description: 'Cards, their parts, and moving them. Every limit applies on every call.',
    paths: /\/:board\/(cards|claims|moves|card-templates|recurring-cards)/,
  },
  {
    name: 'Requests',
    description: 'Asking for work and answering it. Every request ends in an answer with a reason.',
    paths: /\/:board\/(requests|answers)|\/:workspace\/requests/,
  },
  {
    name: 'Intake',
    description:
      'The policy, the gate and the ledger of a board’s queue, its price, and the credits of requesters.',
    paths: /\/:board\/intake|\/:workspace\/credits/,
  },
  {
    name: 'Signals',
    description: 'How full a board is, and what happens on it.',
    paths: /\/:board\/(pressure|events|changes)|\/(overview|search|my-work|audit|events)/,
  },
  {
    name: 'Flow',
    description: 'How work flows: cumulative flow, cycle times, throughput, age, blocked time.',
    paths: /\/(:board|:workspace)\/(flow|digest)(\/|$)/,
  },
  {
    name: 'Webhooks',
    description: 'What happens, sent to addresses. Signed as Standard Webhooks, in order on each board.',
    paths: /\/:workspace\/webhooks/,
  },
  { name: 'Boards', description: 'Boards, their structure and their limits.', paths: /\/boards/ },
  {
    name: 'Members',
    description: 'People, service accounts, teams, invitations and API tokens.',
    paths: /\/:workspace\/(members|service-accounts|teams|invitations|tokens|avatars)|^\/v1\/invitations/,
  },
  {
    name: 'Notices',
    description: 'What people are notified of, and how: in the app, by mail, on devices and in calendars.',
    paths: /\/calendar-feed|^\/v1\/public\/calendars|\/notices|\/push-subscriptions|^\/v1\/mail-stops/,
  },
  {
    name: 'Imports and exports',
    description: 'Moving in from other tools, and out again.',
    paths: /\/:workspace\/(imports|export)/,
  },
  {
    name: 'Account',
    description: 'The caller’s own account, and signing in. API tokens may only read who the caller is.',
    paths: /^\/v1\/(me|users|sessions|setup|passkey|password|email|address)/,
  },
  { name: 'Workspaces', description: 'Workspaces themselves.', paths: /^\/v1\/workspaces/ },
  { name: 'Operations', description: 'For the people who run the server.', paths: /^\/v1\/operations/ },
  { name: 'Health', description: 'For monitors.', paths: /^\/health/ },
];

const first = ['Boards', 'Cards', 'Requests', 'Intake', 'Signals', 'Workspaces', 'Members', 'Account'];

/** What most readers look for first; then the others. */
export const tags = groups
  .map(({ name, description }) => ({ name, description }))
  .toSorted((one, other) => place(one.name) - place(other.name));

function place(name: string): number {
  const at = first.indexOf(name);
  return at === -1 ? first.length : at;
}

/** The group of a route, by its path with `:parameters`. */
export function tagOf(path: string): string {
  const group = groups.find(({ paths }) => paths.test(path));
  if (!group) throw new Error(`no group of the reference has ${path}`);
  return group.name;
}
