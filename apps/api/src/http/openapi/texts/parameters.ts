/** What a parameter of a path or a query means, and a value of it that works in the demo workspace, where there is one. */
type ParameterText = { description: string; example?: string | number };

const id = '0198c0de-7a11-7000-8000-000000000042';

/** By its name. Where the same name means several things, by its name and a part of the path before it. */
const texts: Readonly<Record<string, ParameterText>> = {
  trial: { description: 'The id of the trial.', example: id },
  account: { description: 'The id of the service account.', example: id },
  actor: { description: 'Only what the member with this id did.', example: id },
  after: { description: 'Only what came after this seq of the board.', example: 417 },
  attachment: { description: 'The id of the file.', example: id },
  board: { description: 'The key of the board, which does not change.', example: 'PLAT' },
  'board in query': { description: 'Only what belongs to the board with this key.', example: 'PLAT' },
  by: { description: 'What the figures are grouped by.', example: 'month' },
  cardTemplate: { description: 'The id of the card template.', example: id },
  cardsTo: {
    description:
      'Where the cards go, archived ones too, if there is room: the id of another column or swimlane; for a swimlane also `none`. Without it there must be none.',
    example: id,
  },
  column: { description: 'The id of the column.', example: id },
  columnId: {
    description:
      'The id of the column that takes the card, if it has room. Without it, the card goes to where it was.',
    example: id,
  },
  comment: { description: 'The id of the comment.', example: id },
  'board of events': {
    description: 'Only events of these boards: their keys, separated by commas.',
    example: 'PLAT,OPS',
  },
  cursor: {
    description: '`nextCursor` of the previous page, unchanged. Without it, the first page.',
    example: 'MjAyNi0wMy0wMVQwOTozMDowMC4wMDBa',
  },
  'cursor of events': {
    description:
      '`cursor` of the previous answer, or the `id` of a message: only later events. Without it, a list begins with the first event, and a stream with the next.',
  },
  delivery: { description: 'The id of the delivery.', example: id },
  documents: { description: '`true`: each event of a stream has what `changes` answers.', example: 'true' },
  field: { description: 'The id of the custom field.', example: id },
  form: { description: 'The id of the public form, as in its address.', example: id },
  from: { description: 'The first day or instant of the period.', example: '2026-03-01' },
  'from instant': {
    description: 'Only what happened at this instant or later.',
    example: '2026-03-01T00:00:00Z',
  },
  fromCards: {
    description: '`true`: cards that have it, archived ones too, lose it. Without it no card may have it.',
    example: 'true',
  },
  hash: {
    description: 'The hash of the picture, as in a list of avatars.',
    example: '3f1c0a9be27d4c5587aa01f2',
  },
  import: { description: 'The id of the import.', example: id },
  include: {
    description:
      'What the board shows as well: `archived` cards, and those `delivered` over 14 days ago. Separate both with a comma.',
    example: 'delivered',
  },
  invitation: { description: 'The id of the invitation.', example: id },
  item: { description: 'The id of the item of the checklist.', example: id },
  label: { description: 'The id of the label.', example: id },
  limit: { description: 'The id of the limit.', example: id },
  requestWait: { description: 'The id of the wait.', example: id },
  link: { description: 'The id of the link between two cards.', example: id },
  name: { description: 'The name of the file, percent-encoded.', example: 'sketch.png' },
  names: {
    description:
      '`false`: the messages of the stream have no event name, so a listener for `message` gets all of them.',
    example: 'false',
  },
  namesVersion: {
    description: 'The `namesVersion` that the caller has of the people on the board.',
    example: 3,
  },
  number: { description: 'The number of the request on its board.', example: 7 },
  'number in claims': { description: 'The number of the card on its board.', example: 42 },
  'number in cards': { description: 'The number of the card on its board.', example: 42 },
  of: { description: '`me`: only the caller’s own requests.', example: 'me' },
  'of of tokens': {
    description: '`everyone`: the tokens of all members. Only owners may.',
    example: 'everyone',
  },
  option: { description: 'The id of the option of a custom field.', example: id },
  passkey: { description: 'The id of the passkey.', example: id },
  q: { description: 'What to find: words, or the ref of a card or request.', example: 'sandbox' },
  recurringCard: { description: 'The id of the recurring card.', example: id },
  serviceAccount: {
    description: 'The id of a service account, whose tokens to list instead of the caller’s.',
    example: id,
  },
  session: { description: 'The id of the session.', example: id },
  request: { description: 'Only entries of the request with this number on `board`.', example: 7 },
  size: { description: 'How many items a page has at most; 50 without it.', example: 50 },
  state: { description: 'Only those in this state.', example: 'waiting' },
  'state of notices': {
    description: '`unread`: only those that the caller has not read.',
    example: 'unread',
  },
  'state of deliveries': { description: 'Only those in this state.', example: 'failed' },
  subscription: { description: 'The id of the device’s subscription.', example: id },
  swimlane: { description: 'The id of the swimlane.', example: id },
  team: { description: 'The id of the team.', example: id },
  template: { description: 'The id of the answer template.', example: id },
  timeZone: {
    description: 'The caller’s time zone (IANA), in which times without a zone are read.',
    example: 'Europe/Berlin',
  },
  title: {
    description: 'The title of the request that somebody is about to submit.',
    example: 'A sandbox for the audit',
  },
  to: { description: 'The last day of the period.', example: '2026-03-31' },
  'to instant': { description: 'Only what happened before this instant.', example: '2026-04-01T00:00:00Z' },
  today: {
    description: 'The board’s day that the caller shows, so that what depends on the day is sent again.',
    example: '2026-03-01',
  },
  'token in tokens': { description: 'The id of the API token.', example: id },
  'token in invitations': {
    description: 'The token of the invitation: the last part of its link.',
    example: 'demo.Zm9yIGV4YW1wbGUgb25seQ',
  },
  'token in calendars': {
    description: 'The token of the calendar feed: the last part of its link, with or without `.ics`.',
    example: 'demo.BhK1Yq0N3mZ8sV5tR7wX2cL4pJ6gD9fQaE0uI1oTnM8',
  },
  'token in boards': {
    description: 'The token of the board’s public link.',
    example: 'Zm9yIGV4YW1wbGUgb25seQ',
  },
  type: {
    description: 'Only events of this type, or of all types that begin with this word.',
    example: 'card',
  },
  'type of events': {
    description:
      'Only events of these types, or of all types that begin with these words, separated by commas.',
    example: 'card,request.overdue',
  },
  user: { description: 'The id of the member.', example: id },
  view: { description: 'The id of the saved view.', example: id },
  wait: {
    description:
      'How many seconds to wait for a card, or for room, if there is none now: 0 to 30. Without it, not at all.',
    example: 30,
  },
  webhook: { description: 'The id of the webhook.', example: id },
  workspace: { description: 'The slug of the workspace, which does not change.', example: 'demo' },
};

/** Examples of parameters that are parsed into another type: those of their schemas are lost. */
const parsedExamples: Readonly<Record<string, string | number>> = {
  'boards of forecasts': 'PLAT:12,OPS:5',
  items: 12,
  limit: 50,
  maxAgeDays: 30,
  minAgeDays: 3,
  window: 120,
};

type Parameter = {
  name: string;
  in: string;
  schema?: { format?: string; description?: string; examples?: unknown[] };
  description?: string;
  example?: unknown;
};

/** Adds what a parameter means: what its schema says, or the text of its name. */
export function describeParameter(parameter: Parameter, path: string): void {
  if (parameter.in === 'header') return;
  if (parameter.schema?.description) {
    parameter.description ??= parameter.schema.description;
    const name =
      path.endsWith('/flow/forecast') && parameter.name === 'boards' ? 'boards of forecasts' : parameter.name;
    parameter.example ??= parameter.schema.examples?.[0] ?? parsedExamples[name];
    // Said once: the document is large.
    const { description: _, ...schema } = parameter.schema;
    parameter.schema = schema;
    return;
  }
  const before = path.slice(0, path.indexOf(`{${parameter.name}}`)).match(/\/([\w-]+)\/$/)?.[1];
  const text =
    (path.endsWith('}/events') && !path.includes('{board}') && texts[`${parameter.name} of events`]) ||
    (parameter.in === 'query' && texts[`${parameter.name} in query`]) ||
    (parameter.schema?.format === 'date-time' && texts[`${parameter.name} instant`]) ||
    (path.endsWith('/tokens') && texts[`${parameter.name} of tokens`]) ||
    (path.includes('/deliveries') && texts[`${parameter.name} of deliveries`]) ||
    (path.includes('/notices') && texts[`${parameter.name} of notices`]) ||
    texts[`${parameter.name} in ${before}`] ||
    texts[parameter.name];
  if (!text) return;
  parameter.description ??= text.description;
  if (text.example !== undefined) parameter.example ??= text.example;
}
