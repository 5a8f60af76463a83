'use client';

import type { PushSubscription as Device } from '@weir/contract';
import { useState, useSyncExternalStore } from 'react';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { useRemembered } from '@/lib/browser/use-remembered';
import { useSave } from '@/lib/forms/use-save';
import { forgetDevice } from '@/lib/push/forget-device';
import { deviceFrom, deviceName, textOf } from '@/lib/push/own-device';
import { type PushSupport, pushSupport, subscribed, unsubscribe } from '@/lib/push/this-browser';
import { useTranslations } from '@/lib/words/use-translations';

/** `dismissed`: the person did not answer the browser's question. `failed`: the browser could not reach its push service. */
type Outcome = 'dismissed' | 'failed' | null;

/** Notices in this browser: what it can do, and turning them on and off. `support` is null in the server's page. */
export function useOwnDevice(person: string, onChanged: () => Promise<unknown>) {
  const t = useTranslations();
  const support = useSyncExternalStore(onPermission, pushSupport, onServer);
  const [remembered, remember] = useRemembered(deviceName);
  const [isAsking, setIsAsking] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const { isPending, problem, save, result } = useSave({ onSaved: onChanged });
  const own = deviceFrom(remembered);
  const id = own?.person === person ? own.id : null;

  const turnOn = async (publicKey: string) => {
    setOutcome(null);
    setIsAsking(true);
    const subscription = await asked(publicKey);
    setIsAsking(false);
    if (typeof subscription === 'string') return setOutcome(subscription === 'denied' ? null : subscription);
    const added = await result(() => api.post<Device>(accountPaths.devices, subscription), {
      announcement: t('push.devices.turnedOn'),
    });
    if (added.ok) remember(textOf({ person, id: added.value.id }));
  };
  const turnOff = async (device: string) => {
    const isSaved = await save(() => api.delete(accountPaths.device(device)), {
      announcement: t('push.devices.turnedOff'),
    });
    // It may be gone already.
    if (!isSaved) await onChanged();
    await forgetDevice();
    remember(null);
  };
  return { id, support, outcome, isPending: isPending || isAsking, problem, turnOn, turnOff };
}

/** Asks for permission, and subscribes. */
async function asked(publicKey: string) {
  const permission = await Notification.requestPermission();
  for (const listener of permissionListeners) listener();
  if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'dismissed';
  try {
    // One that the push service has ended would stay so.
    await unsubscribe();
    return await subscribed(publicKey);
  } catch {
    return 'failed';
  }
}

const permissionListeners = new Set<() => void>();

/** Also when the person changes it in the settings of the browser, where that says so. */
function onPermission(listener: () => void): () => void {
  permissionListeners.add(listener);
  const end = new AbortController();
  navigator.permissions
    ?.query({ name: 'notifications' })
    .then((status) => status.addEventListener('change', listener, { signal: end.signal }))
    .catch(() => undefined);
  return () => {
    end.abort();
    permissionListeners.delete(listener);
  };
}

const onServer = (): PushSupport | null => null;
