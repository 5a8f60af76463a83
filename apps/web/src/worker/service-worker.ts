import { clientsClaim } from 'workbox-core';
import { enable as enableNavigationPreload } from 'workbox-navigation-preload';
import {
  addPlugins,
  cleanupOutdatedCaches,
  PrecacheFallbackPlugin,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';
import { openNotice, showNotice, type WorkerScope } from './notices';

// Shows our own page where the browser would show its error page: docs/decisions/offline-reading.md. And shows notices while
// no page is open: docs/decisions/web-push.md.
declare const self: WorkerScope & {
  skipWaiting: () => Promise<void>;
  addEventListener(
    type: 'push',
    listener: (event: Waiting & { data: { text(): string } | null }) => void,
  ): void;
  addEventListener(
    type: 'notificationclick',
    listener: (event: Waiting & { notification: Notification }) => void,
  ): void;
};
type Waiting = { waitUntil(work: Promise<unknown>): void };

/** `service-worker.mjs` writes it into the built file. */
declare const offlineFiles: { url: string; revision: string | null }[];

/** Answers of a proxy in front of a web server that is not running. */
const serverIsGone = [502, 503, 504];

// The kept page must not contain data of the signed-in person.
addPlugins([
  {
    requestWillFetch: async ({ request }) =>
      new URL(request.url).pathname === '/~offline' ? new Request(request, { credentials: 'omit' }) : request,
  },
]);
precacheAndRoute(offlineFiles, { cleanURLs: false, directoryIndex: '' });
cleanupOutdatedCaches();

enableNavigationPreload();
registerRoute(
  new NavigationRoute(
    new NetworkOnly({
      plugins: [
        {
          fetchDidSucceed: async ({ response }) => {
            if (serverIsGone.includes(response.status)) throw new Error(`${response.status}`);
            return response;
          },
        },
        new PrecacheFallbackPlugin({ fallbackURL: '/~offline' }),
      ],
    }),
    // Data and files: a browser can open them as a page, too.
    { denylist: [/^\/api\//] },
  ),
);

self.addEventListener('push', (event) => event.waitUntil(showNotice(self, event.data?.text())));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openNotice(self, event.notification.data));
});

// A page always comes from the server, so the worker of the newest release fits it.
void self.skipWaiting();
clientsClaim();
