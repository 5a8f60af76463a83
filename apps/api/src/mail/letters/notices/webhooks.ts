import type { Words } from '@weir/words';
import type { About, FactsOf } from '../letter.js';

/** That a webhook was turned off, for the owners of its workspace. */
export function aboutWebhookOff({ t }: Words, { reason }: FactsOf<'webhookOff'>): About {
  return {
    happened: t('notices.webhookOff', { reason }),
    now: t('letters.webhook.now'),
    open: t('letters.webhook.open'),
  };
}
