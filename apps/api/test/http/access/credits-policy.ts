import type { Role } from '@weir/contract';
import type { Policy } from './account-policy.js';

const askers: Role[] = ['owner', 'manager', 'member', 'requester'];
const managers: Role[] = ['owner', 'manager'];

/** The access rules of the priced intake. */
export const creditsPolicy: Policy = {
  'GET W/credits': { allowed: askers },
  'PUT W/credits/rule': {
    allowed: ['owner'],
    body: { credits: 20, period: 'week', timeZone: 'UTC', startPrice: 1, maxPrice: 10 },
  },
  'PUT W/credits/rule/end': { allowed: ['owner'], body: { reason: 'It was only a test' } },
  'GET W/credits/accounts': { allowed: managers },
  'GET W/credits/entries': { allowed: askers },
  'GET W/credits/entries.csv': { allowed: askers },
  'POST W/credits/adjustments': {
    allowed: ['owner'],
    body: { user: '0198c0de-7a11-7000-8000-000000000042', amount: 5, note: 'Two audits' },
  },
  'GET B/intake/price': { allowed: askers },
  'PUT B/intake/price': { allowed: managers, body: { charged: true } },
};
