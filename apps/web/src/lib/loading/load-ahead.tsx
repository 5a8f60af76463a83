'use client';

import { type ComponentType, useEffect, useState, useSyncExternalStore } from 'react';
import { isReachable, untilReachable } from '../api/reachable';
import { whenIdle } from './when-idle';

const ahead = new Set<() => Promise<unknown>>();

/**
 * Registers what a page shows only later: `dynamic(loadedAhead(() => import('./part')), { loading: () => null })`. See
 * `useLoadAhead`. With `loading` the page stays while the part loads; without it Next hides all of the page that long, and
 * the focus is lost.
 */
export function loadedAhead<Module>(load: () => Promise<Module>): () => Promise<Module> {
  const loadInTheEnd = () => loadWhenReachable(load);
  ahead.add(loadInTheEnd);
  return loadInTheEnd;
}

/**
 * A component that is loaded ahead, and then drawn in the same render, so that no key comes between:
 * `const part = new Ahead<Props>()`, then `part.component(dynamic(part.load(() => import('./part')), { loading: () => null }))`.
 * A part of `dynamic` alone always shows a moment later.
 */
export class Ahead<Props extends object> {
  private loaded: ComponentType<Props> | null = null;

  load(load: () => Promise<ComponentType<Props>>): () => Promise<ComponentType<Props>> {
    return loadedAhead(async () => {
      this.loaded = await load();
      return this.loaded;
    });
  }

  component(Dynamic: ComponentType<Props>): ComponentType<Props> {
    const ahead = this;
    return function Part(props: Props) {
      // The server's page has the boundary of `dynamic`.
      const isHydrating = useSyncExternalStore(never, isNot, is);
      const [Loaded] = useState(() => (isHydrating ? null : ahead.loaded));
      return Loaded ? <Loaded {...props} /> : <Dynamic {...props} />;
    };
  }
}

const never = () => () => undefined;
const isNot = () => false;
const is = () => true;

/** Without a connection it waits for one. If it failed at once, the page would give way to an error. */
export async function loadWhenReachable<Module>(load: () => Promise<Module>): Promise<Module> {
  for (let isAgain = false; ; isAgain = true)
    try {
      return await load();
    } catch (error) {
      if (isAgain && (await isReachable())) throw error;
      await untilReachable();
    }
}

/** Loads all of it once the browser is idle, so that it shows at once and without a connection. */
export function useLoadAhead(): void {
  useEffect(() => whenIdle(() => void loadAll()), []);
}

/** What was loaded may have registered parts of its own. */
async function loadAll(): Promise<void> {
  for (let count = -1; count !== ahead.size; ) {
    count = ahead.size;
    await Promise.allSettled([...ahead].map((load) => load()));
  }
}
