import type { PushSubscription as Device, PushSubscriptionList } from '@weir/contract';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { forgetDevice } from './forget-device';
import { deviceName, ownDevice, textOf } from './own-device';
import { isSubscribed, pushSupport, subscribed } from './this-browser';

/**
 * Keeps notices on in this browser for the person who switched them on: after another sign-in, and after the server or the
 * browser got another key. They end if the person removed the device elsewhere, took the permission back, or somebody else is
 * signed in.
 */
export async function confirmDevice(person: string): Promise<void> {
  const own = ownDevice();
  if (!own) return;
  if (own.person !== person) return forgetDevice();
  const listed = await api.get<PushSubscriptionList>(accountPaths.devices);
  if (!listed.ok) return;
  const { items, publicKey } = listed.value;
  const device = items.find(({ id }) => id === own.id);
  if (!device || publicKey === null) return forgetDevice();
  if (pushSupport() !== 'ready' || Notification.permission !== 'granted') {
    await api.delete(accountPaths.device(own.id));
    return forgetDevice();
  }
  try {
    if (device.isCurrent && (await isSubscribed(publicKey))) return;
    const added = await api.post<Device>(accountPaths.devices, await subscribed(publicKey));
    if (!added.ok || added.value.id === own.id) return;
    localStorage.setItem(deviceName, textOf({ person, id: added.value.id }));
    await api.delete(accountPaths.device(own.id));
  } catch {
    // Its push service can't be reached. The next page tries again.
  }
}
