import type { Role } from '@weir/contract';

export const roles: Role[] = ['owner', 'manager', 'member', 'requester', 'viewer'];
const owners: Role[] = ['owner'];
const managers: Role[] = ['owner', 'manager'];
const team: Role[] = ['owner', 'manager', 'member'];
const readers: Role[] = [...team, 'viewer'];
const askers: Role[] = [...team, 'requester'];

export const template = {
  name: 'No capacity',
  kind: 'decline',
  reason: 'noCapacity',
  message: 'Not in this quarter, sorry.',
};

/** The access rules, written out a second time. A route that is missing here or whose rule changes fails the test. */
export const policy: Record<
  string,
  { allowed: Role[] | 'everybody' | 'signedIn'; body?: object; file?: string; query?: string }
> = {
  'GET /health/live': { allowed: 'everybody' },
  'GET /health/ready': { allowed: 'everybody' },
  'GET /metrics': { allowed: 'everybody' },
  'POST /v1/users': { allowed: 'everybody' },
  'POST /v1/sessions': { allowed: 'everybody' },
  'POST /v1/sessions/oidc': { allowed: 'everybody' },
  'GET /v1/invitations/:token': { allowed: 'everybody' },
  'GET B/forms/:form': { allowed: 'everybody' },
  'POST B/forms/:form/asks': { allowed: 'everybody' },
  'POST /v1/forms/confirmations': { allowed: 'everybody' },
  'POST /v1/email-confirmations': { allowed: 'signedIn' },
  'POST /v1/mail-stops': { allowed: 'everybody' },
  'GET /v1/forms/requests': { allowed: 'everybody' },
  'DELETE /v1/forms/requests': { allowed: 'everybody' },
  'GET /v1/forms/requests/:board/:number': { allowed: 'everybody' },
  'PATCH /v1/forms/requests/:board/:number': { allowed: 'everybody', body: { title: 'Other' } },
  'DELETE /v1/forms/requests/:board/:number': { allowed: 'everybody' },
  'POST /v1/forms/requests/:board/:number/messages': { allowed: 'everybody' },
  'POST /v1/forms/requests/:board/:number/ask-again': { allowed: 'everybody' },
  'POST /v1/forms/requests/:board/:number/follow-ups': { allowed: 'everybody', body: { title: 'More' } },
  'POST /v1/forms/links': { allowed: 'everybody', body: { token: 'none' } },
  'POST /v1/forms/notify-me/confirmations': { allowed: 'everybody', body: { token: 'none' } },
  'POST B/forms/:form/notify-me': {
    allowed: 'everybody',
    body: { email: 'gast@guests.test' },
  },
  'PUT /v1/forms/requests/:board/:number/received': { allowed: 'everybody', body: { ok: true } },
  'GET /v1/setup': { allowed: 'everybody' },
  'GET /v1/me': { allowed: 'signedIn' },
  'PATCH /v1/me': { allowed: 'signedIn', body: { timeZone: 'Europe/Berlin' } },
  'POST /v1/me/email-confirmation': { allowed: 'signedIn' },
  'DELETE /v1/sessions/current': { allowed: 'signedIn' },
  'GET /v1/workspaces': { allowed: 'signedIn' },
  'POST /v1/workspaces': { allowed: 'signedIn', body: { slug: 'mine', name: 'Mine' } },
  'POST /v1/invitations/:token/acceptance': { allowed: 'signedIn' },
  'POST /v1/invitations/:token/mails': { allowed: 'everybody' },

  'GET W/members': { allowed: readers },
  'GET W/members/:user/held': { allowed: owners },
  'PATCH W/members/:user': { allowed: owners, body: { role: 'member' } },
  'DELETE W/members/:user': { allowed: owners },
  'GET W/invitations': { allowed: owners },
  'POST W/invitations': { allowed: owners, body: { role: 'viewer' } },
  'DELETE W/invitations/:invitation': { allowed: owners },

  'GET W/search': { allowed: roles, query: '?q=anything' },
  'GET W/my-work': { allowed: team },
  'PUT W/demo': { allowed: managers },

  'GET W/notices': { allowed: roles },
  'PUT W/notices/read': { allowed: roles, body: {} },
  'GET W/notices/settings': { allowed: managers },
  'PATCH W/notices/settings': { allowed: managers, body: { requestMails: 'daily' } },

  'GET W/boards': { allowed: roles },
  // Without `of=me` only readers may call it; queue.test.ts checks that.
  'GET W/requests': { allowed: askers, query: '?of=me' },
  'POST W/boards': {
    allowed: managers,
    body: {
      key: 'NEW',
      name: 'New',
      columns: [
        { name: 'Ready', kind: 'queue' },
        { name: 'Doing', kind: 'active' },
        { name: 'Done', kind: 'done' },
      ],
    },
  },
  'GET B': { allowed: readers },
  'GET B/changes': { allowed: readers, query: '?after=SEQ' },
  'PATCH B': { allowed: managers, body: { name: 'Renamed' } },
  'POST B/columns': { allowed: managers, body: { name: 'More', kind: 'active' } },
  'PATCH B/columns/:column': { allowed: managers, body: { name: 'Renamed' } },
  'DELETE B/columns/:column': { allowed: managers },
  'POST B/swimlanes': { allowed: managers, body: { name: 'Lane' } },
  'PATCH B/swimlanes/:swimlane': { allowed: managers, body: { name: 'Renamed' } },
  'DELETE B/swimlanes/:swimlane': { allowed: managers },
  'POST B/labels': { allowed: team, body: { name: 'Label', colour: 'red' } },
  'PATCH B/labels/:label': { allowed: team, body: { name: 'Renamed' } },
  'DELETE B/labels/:label': { allowed: team },
  'GET B/views': { allowed: readers },
  'POST B/views': { allowed: readers, body: { name: 'Late', query: 'due=late' } },
  'PATCH B/views/:view': { allowed: readers, body: { query: 'view=list' } },
  'DELETE B/views/:view': { allowed: readers },
  'GET B/limits': { allowed: readers },
  'POST B/limits': {
    allowed: managers,
    body: { scope: 'classOfService', classOfService: 'intangible', max: 2 },
  },
  'PATCH B/limits/:limit': { allowed: managers, body: { max: 7 } },
  'DELETE B/limits/:limit': { allowed: managers },
  'GET B/overrides': { allowed: readers },

  'POST B/cards': { allowed: team, body: { title: 'A card' } },
  'GET B/cards/:number': { allowed: readers },
  'GET B/cards/:number/forecast': { allowed: readers },
  'PATCH B/cards/:number': { allowed: team, body: { title: 'Another title' } },
  'PUT B/cards/:number/position': { allowed: team, body: { columnId: 'COLUMN' } },
  'POST B/moves': { allowed: team, body: { moves: [{ card: 1, columnId: 'COLUMN' }] } },
  'PUT B/cards/:number/back': { allowed: team, body: { reason: 'Too early' } },
  'PUT B/cards/:number/block': { allowed: team, body: { reason: 'Waits for a part' } },
  'DELETE B/cards/:number/block': { allowed: team },
  'PUT B/cards/:number/archive': { allowed: team },
  'DELETE B/cards/:number/archive': { allowed: team },
  'GET B/cards/:number/attachments': { allowed: readers },
  'GET B/cards/:number/attachments/:attachment/content': { allowed: readers },
  'POST B/cards/:number/attachments': { allowed: team, file: 'Some bytes' },
  'DELETE B/cards/:number/attachments/:attachment': { allowed: team },
  'POST B/cards/:number/links': { allowed: team, body: { kind: 'relatesTo', card: 2 } },
  'DELETE B/cards/:number/links/:link': { allowed: team },
  'POST B/cards/:number/checklist': { allowed: team, body: { items: [{ text: 'A step' }] } },
  'PATCH B/cards/:number/checklist/:item': { allowed: team, body: { done: true } },
  'PUT B/cards/:number/checklist/:item/card': { allowed: team },
  'DELETE B/cards/:number/checklist/:item': { allowed: team },
  'GET B/cards/:number/comments': { allowed: readers },
  'GET B/cards/:number/history': { allowed: readers },
  'POST B/cards/:number/comments': { allowed: team, body: { text: 'A word' } },
  'PATCH B/cards/:number/comments/:comment': { allowed: team, body: { text: 'Another word' } },
  'DELETE B/cards/:number/comments/:comment': { allowed: team },

  'POST B/requests': { allowed: askers, body: { title: 'A request' } },
  'POST B/requests/:number/ask-again': { allowed: askers },
  'GET B/requests': { allowed: roles },
  'GET B/requests/similar': { allowed: roles, query: '?title=First' },
  'GET B/requests/:number/context': { allowed: managers },
  'GET B/requests/:number/history': { allowed: roles },
  'GET B/requests/:number': { allowed: roles },
  'PATCH B/requests/:number': { allowed: askers, body: { title: 'Another title' } },
  'DELETE B/requests/:number': { allowed: askers },
  'PUT B/requests/:number/received': { allowed: askers, body: { ok: true } },
  'PUT B/requests/:number/answer': {
    allowed: managers,
    body: { kind: 'decline', reason: 'noCapacity', message: 'Not in this quarter, sorry.' },
  },
  'POST B/answers': {
    allowed: managers,
    body: {
      answers: [
        {
          request: 1,
          answer: { kind: 'decline', reason: 'noCapacity', message: 'Not in this quarter, sorry.' },
        },
      ],
    },
  },
  'GET B/requests/:number/messages': { allowed: roles },
  'POST B/requests/:number/messages': { allowed: askers, body: { body: 'How soon is it needed?' } },
  'GET B/intake': { allowed: readers },
  'PATCH B/intake': { allowed: managers, body: { depth: 9 } },
  'PUT B/intake/gate': { allowed: managers, body: { state: 'shut', reason: 'A week of repairs' } },
  'GET B/intake/form': { allowed: readers },
  'PUT B/intake/form': { allowed: managers, body: { on: true } },
  'GET B/intake/ledger': { allowed: readers },
  'GET B/intake/ledger.csv': { allowed: readers },
  'GET B/intake/deferrals': { allowed: readers },
  'GET B/intake/templates': { allowed: managers },
  'POST B/intake/templates': { allowed: managers, body: template },
  'PATCH B/intake/templates/:template': { allowed: managers, body: { name: 'Renamed' } },
  'DELETE B/intake/templates/:template': { allowed: managers },
  'GET B/intake/door': { allowed: askers },
  'GET B/intake/notify-me': { allowed: askers },
  'PUT B/intake/notify-me': { allowed: askers },
  'DELETE B/intake/notify-me': { allowed: askers },
  'GET B/pressure': { allowed: askers },
  'GET B/events': { allowed: readers },
};

/** Only its writer changes a comment, and only whoever added it or a manager deletes a file. */
export const ofItsWriter = /(?:comments\/:comment|attachments\/:attachment)$/;
export const ofItsRequester = /^(PATCH|DELETE) B\/requests\/:number$|^PUT B\/requests\/:number\/received$/;
