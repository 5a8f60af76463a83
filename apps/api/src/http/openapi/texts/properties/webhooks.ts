import type { PropertyTexts } from './property-texts.js';

/** Webhooks, what they send, and their log. */
export const webhookTexts: PropertyTexts = {
  attemptedAt: 'When it was sent last.',
  attempts: ['How often it was sent.', 1],
  duration: ['How long the last attempt took, in milliseconds.', 84],
  failingSince: 'Since when every attempt has failed; null if the last one succeeded.',
  host: ['The host of the webhook’s address. The rest of it can be secret.', 'hooks.example.com'],
  lastSuccessAt: 'When a message was last accepted; null if none was.',
  messageId: [
    'The header `webhook-id`: the same for each attempt, and each replay.',
    'evt_0198c0de-7a11-7000-8000-000000000042_417',
  ],
  nextAttemptAt: 'After failures: when the next attempt is; else null.',
  off: 'Why it sends nothing: `person` turned it off, `failing` for three days, or `gone`: its receiver answered 410. Null: it is on.',
  timestamp: 'When it happened.',
  webhook: ['The id of the webhook.', '0198c0de-7a11-7000-8000-000000000042'],
  'Delivery.error': 'Why there was no answer; null if there was one.',
  'Delivery.status': ['The status of the last answer; null without one.', 204],
  'DeliveryDetail.error': 'Why there was no answer; null if there was one.',
  'DeliveryDetail.status': ['The status of the last answer; null without one.', 204],
  ...ofWebhook('Webhook'),
  ...ofWebhook('NewWebhook'),
  ...ofWebhook('CreatedWebhook'),
  ...ofWebhook('WebhookChange'),
  'WebhookEvent.actor': 'Who did it; null for the system, and for SQL from outside the API.',
  'WebhookEvent.board': 'The board of the event; null for an event of the workspace itself.',
  'WebhookEvent.change': 'What changed.',
  'WebhookEvent.column': 'The column that takes cards again.',
  'WebhookEvent.data': 'What happened, in full or thin.',
  'WebhookEvent.event': 'The event, as the list of events has it.',
  'WebhookEvent.free': ['How many standard cards it takes; null if it no longer has a limit.', 1],
  'WebhookEvent.id': 'The id.',
  'WebhookEvent.person': 'The person with the id `change.user`; null if it is about nobody.',
  'WebhookEvent.pressure': 'How full the board is.',
  'WebhookEvent.seq': ['The last event of the board that counts in it.', 417],
  'WebhookEvent.team': 'The id of the team.',
};

function ofWebhook(schema: string): PropertyTexts {
  return {
    [`${schema}.payload`]:
      '`full`: the whole event. `thin`: only the board, its seq, and the cards and requests concerned.',
    [`${schema}.types`]: 'The types of events and signals that it sends; null: all.',
    [`${schema}.url`]: [
      'The address that it sends to: https, on the public internet.',
      'https://hooks.example.com/weir',
    ],
  };
}
