'use client';

import { type ComponentType, useEffect, useState } from 'react';
import { offline } from '@/lib/api/offline';
import type { Result } from '@/lib/api/result';
import { untilAnswered } from '@/lib/api/until-answered';
import { usePerson } from '@/lib/context/person';
import { keepWritesOf, needsPage, onLeft } from '@/lib/waiting/kept-writes';
import { withAllWords } from '@/lib/words/messages-of';

type Sender = ComponentType<{ looks: number }>;

/**
 * Keeps the writes of the signed-in person, and sends those that earlier pages left. The code for that loads when there are any.
 * `isLoaded`: the browser has that code, so left writes are also drawn without a connection.
 */
export function OwnWrites({ isLoaded = false }: { isLoaded?: boolean }) {
  const id = usePerson()?.id;
  const [looks, setLooks] = useState(0);
  const [Sender, setSender] = useState<Sender | null>(null);
  useEffect(() => {
    if (id === undefined) return;
    let isLoading = false;
    keepWritesOf(id);
    const look = () => {
      if (!needsPage()) return;
      setLooks((count) => count + 1);
      if (isLoading) return;
      isLoading = true;
      void (isLoaded ? importSender() : loadSender()).then((loaded) => setSender(() => loaded));
    };
    look();
    const stop = onLeft(look);
    // A page of another tab may have been closed.
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      stop();
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [id, isLoaded]);
  return Sender && <Sender looks={looks} />;
}

/** A file that did not load once is not loaded again, so the server has to answer first. */
async function loadSender(): Promise<Sender> {
  const ask = (): Promise<Result<Response>> =>
    fetch('/api/health', { cache: 'no-store' }).then(
      (value) => ({ ok: true, value, etag: null }),
      () => ({ ok: false, problem: offline }),
    );
  await untilAnswered(ask, () => undefined);
  return importSender();
}

async function importSender(): Promise<Sender> {
  return (await withAllWords(import('./left-writes'))).LeftWrites;
}
