import type { PushMessage } from '@weir/contract';

/** The parts of a service worker’s scope that notices need. TypeScript has its types only apart from those of pages. */
export type WorkerScope = {
  location: { origin: string };
  registration: { showNotification(title: string, options: ShownOptions): Promise<void> };
  clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Tab[]>;
    openWindow(url: string): Promise<unknown>;
  };
};
type ShownOptions = NotificationOptions & { data: { path: string } };
type Tab = { url: string; focus(): Promise<Tab>; navigate(url: string): Promise<unknown> };

/** Shows a message of the server. Something has to be shown for each, or the browser shows a text of its own. */
export async function showNotice({ registration }: WorkerScope, text: string | undefined): Promise<void> {
  const { title, text: body, path, tag, language } = messageFrom(text);
  await registration.showNotification(title, {
    ...{ body, tag, lang: language, icon: '/icon-192.png', badge: '/icon-192.png' },
    data: { path },
  });
}

/** Focuses the tab that shows the place of a notice, or opens one. No other tab is touched: somebody may be writing there. */
export async function openNotice({ clients, location }: WorkerScope, data: unknown): Promise<void> {
  const place = placeOf(data, location.origin);
  const tabs = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const tab = tabs.find(
    ({ url }) => new URL(url).origin === place.origin && new URL(url).pathname === place.pathname,
  );
  if (!tab) return void (await clients.openWindow(place.href));
  const focused = await tab.focus();
  if (focused.url !== place.href) await focused.navigate(place.href);
}

/** The address of a page of ours; anything else is the start page. */
function placeOf(data: unknown, origin: string): URL {
  const path = (data as { path?: unknown } | null)?.path;
  const start = new URL('/', origin);
  if (typeof path !== 'string' || !URL.canParse(path, origin)) return start;
  const place = new URL(path, origin);
  return place.origin === origin ? place : start;
}

function messageFrom(text: string | undefined): PushMessage {
  const unknown: PushMessage = { title: 'Weir', text: '', path: '/', tag: 'weir', language: 'en' };
  try {
    return { ...unknown, ...JSON.parse(text ?? '') };
  } catch {
    return unknown;
  }
}
