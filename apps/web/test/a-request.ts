import type { Request } from '@weir/contract';

type Given = Partial<Omit<Request, 'requester'>> & { requester?: string };

/** A waiting request as the API returns it, built in one line. Its requester's name is their id. */
export function aRequest({ requester = 'Rana Roy', ...given }: Given = {}): Request {
  const number = given.number ?? 1;
  return {
    number,
    ref: `PLAT-R${number}`,
    version: 1,
    state: 'waiting',
    title: `Request ${number}`,
    description: '',
    classOfService: 'standard',
    neededBy: null,
    requester: { id: requester, name: requester },
    byForm: false,
    watchers: 0,
    submittedAt: '2026-11-23T12:00:00Z',
    updatedAt: '2026-03-02T09:00:00.000Z',
    externalId: null,
    metadata: {},
    answerBy: '2026-11-26T12:00:00Z',
    answerAfterNeededBy: false,
    expiresAt: '2026-11-29T12:00:00Z',
    pausedAt: null,
    overdue: false,
    position: 1,
    forecast: null,
    answer: null,
    card: null,
    displaced: null,
    ticket: null,
    work: null,
    follows: null,
    followedBy: null,
    redirectedFrom: null,
    partOf: null,
    ...given,
  };
}
