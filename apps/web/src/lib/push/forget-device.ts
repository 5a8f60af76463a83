import { deviceName, ownDevice } from './own-device';
import { unsubscribe } from './this-browser';

/** Ends notices in this browser. The API is not asked: it removes the device when its push service next refuses a notice. */
export async function forgetDevice(): Promise<void> {
  if (!ownDevice()) return;
  localStorage.removeItem(deviceName);
  await unsubscribe();
}
