import { askers, managers, owners, type Policy } from './policy.js';

/** The access rules of the priced intake. */
export const creditsPolicy: Policy = {
  'GET W/credits': { allowed: askers },
  'PUT W/credits/rule': {
    allowed: owners,
    body: { credits: 20, period: 'week', timeZone: 'UTC', startPrice: 1, maxPrice: 10 },
  },
  'PUT W/credits/rule/end': { allowed: owners, body: { reason: 'It was only a test' } },
  'GET W/credits/accounts': { allowed: managers },
  'GET W/credits/entries': { allowed: askers },
  'GET W/credits/entries.csv': { allowed: askers },
  'POST W/credits/adjustments': {
    allowed: owners,
    body: { user: '0198c0de-7a11-7000-8000-000000000042', amount: 5, note: 'Two audits' },
  },
  'GET B/intake/price': { allowed: askers },
  'PUT B/intake/price': { allowed: managers, body: { charged: true } },
};
