import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Me, PushMessage, PushSubscriptionList } from '@weir/contract';
import type { Page } from 'playwright-core';
import { stack } from '../support/addresses.ts';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf, oneLook } from '../support/looks.ts';
import { aNewcomer, confirmed, newcomersPassword } from '../support/newcomers.ts';
import { signIn } from '../support/people.ts';
import { aStranger, scene, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

/** A push service. It takes messages while `isGone` is false. The API's tests decrypt them. */
const service = { taken: 0, isGone: false };
const server = createServer((request, response) => {
  const isMessage = request.headers['content-encoding'] === 'aes128gcm';
  if (isMessage && !service.isGone) service.taken += 1;
  response.writeHead(service.isGone ? 410 : isMessage ? 201 : 400).end();
});
beforeAll(async () => {
  server.listen(Number(new URL(stack().push[0]).port), '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/**
 * A browser without a window has no push service and shows no notices. Here it asks for permission, and its subscriptions are at
 * our push service.
 */
async function subscribesAtOurs(page: Page): Promise<void> {
  const curve = createECDH('prime256v1');
  const keys = { p256dh: curve.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') };
  await page.addInitScript(
    ({ push, keys: made }) => {
      const [allowed, subscribed] = ['test permission', 'test subscription'];
      const bytesOf = (text: string) =>
        Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
      const subscription = () => {
        const [endpoint, key] = localStorage.getItem(subscribed)?.split(' ') ?? [];
        if (!endpoint || !key) return null;
        return {
          ...{ endpoint, options: { applicationServerKey: bytesOf(key).buffer } },
          toJSON: () => ({ endpoint, keys: made }),
          unsubscribe: async () => localStorage.removeItem(subscribed),
        };
      };
      Object.defineProperty(Notification, 'permission', {
        get: () => localStorage.getItem(allowed) ?? 'default',
      });
      Object.assign(Notification, {
        requestPermission: async () => {
          localStorage.setItem(allowed, 'granted');
          return 'granted';
        },
      });
      Object.assign(PushManager.prototype, {
        getSubscription: async () => subscription(),
        subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
          localStorage.setItem(subscribed, `${push}/${crypto.randomUUID()} ${applicationServerKey}`);
          return subscription();
        },
      });
    },
    { push: stack().push[0], keys },
  );
}

/** Hands a message to the page's service worker, as the browser's maker does. Returns what the worker shows. */
async function handedOver(page: Page, message: PushMessage): Promise<string> {
  const [worker] = page.context().serviceWorkers();
  if (!worker) throw new Error('there is no service worker');
  const shown = worker.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const registration: ServiceWorkerRegistration = Reflect.get(globalThis, 'registration');
        registration.showNotification = async (title, { body, data } = {}) =>
          resolve(`${title}: ${body} ${data.path}`);
      }),
  );
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [registration] }) => {
      if (registration) resolve(registration.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', {
    origin: stack().web,
    registrationId: await registered,
    data: JSON.stringify(message),
  });
  return shown;
}

scene(
  'a person turns on notices in their browser, tests them, gets one, and turns on again what the push service ended',
  async () => {
    const board = await aBoard('PUSH', [queue('Ready'), active('Doing', 3), done('Done')]);
    const email = await aNewcomer('Pit Push', 'member');
    const pit = await confirmed(email);
    const { user } = await pit.get<Me>('/v1/me');
    const page = await aStranger({ serviceWorkers: 'allow' });
    await signIn(page.context(), stack().web, { email, password: newcomersPassword });
    await open(page, '/demo/account/notices');
    const turnOn = page.getByRole('button', { name: 'Turn on for this device' });
    await page.getByText('This browser blocks notices from Weir.').waitFor();
    await subscribesAtOurs(page);
    await page.reload();
    await turnOn.click();
    const list = page.getByRole('list', { name: 'Your devices' });
    await list.getByText(/on Linux \(this one\)/).waitFor();
    await page.getByRole('button', { name: /^Send a test/ }).click();
    await page.getByText('The test was sent.').waitFor();
    expect(service.taken).toBe(1);
    expect(await faultsOf(page, oneLook)).toEqual([]);

    const topics = page.getByRole('group', { name: 'Which notices go to your devices' });
    await topics.getByText('Comments').click();
    const path = '/v1/workspaces/demo/notices/push-choices';
    await becomes(async () => (await pit.get<{ comments: boolean }>(path)).comments, true);
    const { number } = await board.card('Export');
    const member = await as('member');
    await member.send('PATCH', `${board.path}/cards/${number}`, { assigneeIds: [user.id] });
    await becomes(async () => service.taken, 2);
    const title = 'Bao Brandt assigned you: Export';
    const place = `/demo/PUSH/cards/${number}`;
    const message = { title, text: 'Assigned.', path: place, tag: '1', language: 'en' } as const;
    expect(await handedOver(page, message)).toBe(`${title}: Assigned. ${place}`);

    // After another sign-in the device is the new session's.
    await page.context().clearCookies();
    await signIn(page.context(), stack().web, { email, password: newcomersPassword });
    await open(page, '/demo/account/notices');
    const isCurrent = () =>
      page.evaluate(async () => {
        const answer = await fetch('/api/weir/v1/me/push-subscriptions');
        return ((await answer.json()) as PushSubscriptionList).items.map((device) => device.isCurrent);
      });
    await becomes(isCurrent, [true]);

    // The browser's maker ended the subscription.
    service.isGone = true;
    await page.getByRole('button', { name: /^Send a test/ }).click();
    await page.getByText('The device no longer accepts notices, so it was removed.').waitFor();
    await list.waitFor({ state: 'hidden' });
    service.isGone = false;
    await turnOn.click();
    await list.waitFor();
    await page.getByRole('button', { name: 'Turn off for this device' }).click();
    await turnOn.waitFor();
    const devices = async () => (await pit.get<{ items: object[] }>('/v1/me/push-subscriptions')).items;
    expect(await devices()).toEqual([]);
  },
);
