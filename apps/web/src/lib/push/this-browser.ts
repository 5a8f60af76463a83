/** What this browser can do about notices while Weir is closed. `needsApp`: iPhones and iPads, until Weir is on the home screen. */
export type PushSupport = 'ready' | 'blocked' | 'needsApp' | 'unsupported';

export function pushSupport(): PushSupport {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window))
    return isAppleTouch() ? 'needsApp' : 'unsupported';
  return Notification.permission === 'denied' ? 'blocked' : 'ready';
}

/** An iPad calls itself a Mac. */
function isAppleTouch(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

/** What the API takes of a browser's subscription. */
export type OwnSubscription = { endpoint: string; keys: { p256dh: string; auth: string } };

/** Subscribes this browser with the server's key, or returns its subscription with that key. Throws if its push service refuses. */
export async function subscribed(publicKey: string): Promise<OwnSubscription> {
  const { pushManager } = await registration();
  const existing = await pushManager.getSubscription();
  if (existing && keyOf(existing) === publicKey) return bodyOf(existing);
  await existing?.unsubscribe();
  return bodyOf(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }));
}

/** Whether the browser still has a subscription with the server's key. */
export async function isSubscribed(publicKey: string): Promise<boolean> {
  const existing = await (await registration()).pushManager.getSubscription();
  return existing !== null && keyOf(existing) === publicKey;
}

/** From now on the push service takes nothing for this browser. Does nothing where it can't be asked. */
export async function unsubscribe(): Promise<void> {
  try {
    const registered = await navigator.serviceWorker?.getRegistration();
    await (await registered?.pushManager?.getSubscription())?.unsubscribe();
  } catch {
    // The server removes the device when the push service next refuses a notice.
  }
}

const longestWait = 10_000;

/** The service worker's registration, once it is there. It may be forbidden: then it never comes. */
async function registration(): Promise<ServiceWorkerRegistration> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('there is no service worker')), longestWait);
  });
  return Promise.race([navigator.serviceWorker.ready, late]);
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function bodyOf(subscription: PushSubscription): OwnSubscription {
  const { p256dh = '', auth = '' } = subscription.toJSON().keys ?? {};
  return { endpoint: subscription.endpoint, keys: { p256dh, auth } };
}
