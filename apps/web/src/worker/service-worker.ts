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

// Shows our own page where the browser would show its error page. docs/decisions/offline-reading.md
declare const self: { skipWaiting: () => Promise<void> };

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

// A page always comes from the server, so the worker of the newest release fits it.
void self.skipWaiting();
clientsClaim();
