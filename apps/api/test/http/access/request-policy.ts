import { askers, managers, type Policy, readers, roles } from './policy.js';

export const template = {
  name: 'No capacity',
  kind: 'decline',
  reason: 'noCapacity',
  message: 'Not in this quarter, sorry.',
};

/** The access rules of a board's requests and of its intake. */
export const requestPolicy: Policy = {
  'POST B/requests': { allowed: askers, body: { title: 'A request' } },
  'POST B/requests/:number/ask-again': { allowed: askers },
  'GET B/requests': { allowed: roles },
  'GET B/requests/similar': { allowed: roles, query: '?title=First' },
  'GET B/requests-by-external-id/:externalId': { allowed: roles },
  'PUT B/requests-by-external-id/:externalId': { allowed: askers, body: { title: 'From elsewhere' } },
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
  'GET B/intake/rest': { allowed: readers },
  'PUT B/intake/rest': { allowed: managers, body: { state: 'resting' } },
  'PUT B/intake/gate': { allowed: managers, body: { state: 'shut', reason: 'A week of repairs' } },
  'GET B/intake/form': { allowed: readers },
  'PUT B/intake/form': { allowed: managers, body: { on: true } },
  'GET B/intake/ledger': { allowed: readers },
  'GET B/intake/ledger.csv': { allowed: readers },
  'GET B/intake/waits': { allowed: readers },
  'GET B/intake/deferrals': { allowed: readers },
  'GET B/intake/templates': { allowed: managers },
  'POST B/intake/templates': { allowed: managers, body: template },
  'PATCH B/intake/templates/:template': { allowed: managers, body: { name: 'Renamed' } },
  'DELETE B/intake/templates/:template': { allowed: managers },
  'GET B/intake/door': { allowed: askers },
  'GET B/intake/forecast-record': { allowed: askers },
  'GET B/intake/notify-me': { allowed: askers },
  'PUT B/intake/notify-me': { allowed: askers },
  'DELETE B/intake/notify-me': { allowed: askers },
};
