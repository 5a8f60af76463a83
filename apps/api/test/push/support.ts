import { afterAll, beforeAll } from '@jest/globals';
import type { PushSubscription, PushSubscriptionList } from '@weir/contract';
import { type Api, theApi } from '../support/api.js';
import type { Caller } from '../support/person.js';
import { type Browser, PushService } from '../support/servers/push-service.js';

/** Addresses of the caller's own devices. */
export const devices = '/v1/me/push-subscriptions';

/** The API of a test file with a push service. Messages go out only when `deliver` is called. */
export function theApiWithPush() {
  const service = new PushService();
  beforeAll(() => service.start());
  const api: Api = theApi(() => ({ WEIR_PUSH_SERVICES: service.origin }));
  afterAll(() => service.stop());
  const subscribe = (by: Caller, browser: Browser, headers = {}) =>
    by.post<PushSubscription>(devices, browser.subscription, headers);
  return {
    api,
    service,
    subscribe,
    deliver: () => api.service('PushesService').deliverDue(),
    /** A new browser in which a person switches notices on. */
    async browserOf(by: Caller, headers = {}): Promise<Browser> {
      const browser = service.browser();
      const { status } = await subscribe(by, browser, headers);
      if (status !== 201) throw new Error(`the browser was not added: ${status}`);
      return browser;
    },
    listed: async (by: Caller) => (await by.get<PushSubscriptionList>(devices)).body.items,
  };
}
