import { afterAll, beforeAll } from '@jest/globals';
import type { CreatedWebhook, Delivery, DeliveryList, Webhook } from '@weir/contract';
import { type Api, theApi } from '../support/api.js';
import type { Caller } from '../support/person.js';
import { Receiver } from './receiver.js';

export const webhooks = '/v1/workspaces/demo/webhooks';
let made = 0;

/** The API of a test file with a receiver. Messages go out only when `deliver` is called. */
export function theApiWithReceiver() {
  const receiver = new Receiver();
  beforeAll(() => receiver.start());
  const api: Api = theApi(() => ({ WEIR_WEBHOOK_RECEIVERS: receiver.origin }));
  afterAll(() => receiver.stop());
  const { manager } = api.people;
  return {
    api,
    receiver,
    deliver: () => api.service('WebhookSender').deliverDue(),
    /** Makes a webhook with a path of its own. */
    async aWebhook(more: object = {}, by: Caller = manager) {
      made += 1;
      const path = `/hook-${made}`;
      const sent = { name: `Hook ${made}`, url: `${receiver.origin}${path}`, ...more };
      const { status, body } = await by.post<CreatedWebhook>(webhooks, sent);
      if (status !== 201) throw new Error(`no webhook was made: ${status} ${JSON.stringify(body)}`);
      const own = `${webhooks}/${body.id}`;
      return {
        ...body,
        own,
        path,
        messages: () => receiver.at(path).map(({ message }) => message),
        types: () => receiver.at(path).map(({ message }) => message.type),
        seqs: () => receiver.at(path).map(({ message }) => message.data.event?.seq),
        read: async () => (await manager.get<Webhook>(own)).body,
        log: async (query = '') =>
          (await manager.get<DeliveryList>(`${own}/deliveries${query}`)).body.items as Delivery[],
        remove: () => manager.delete(own),
      };
    },
  };
}
