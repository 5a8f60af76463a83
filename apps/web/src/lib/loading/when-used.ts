'use client';

import { useEffect, useState } from 'react';
import { passedOrOnline } from '../browser/passed-or-online';
import { whenIdle } from './when-idle';

const retryAfter = 2_500;

/** A module that is loaded when it is needed, or when the browser is idle. */
export class Later<Module> {
  loaded: Module | null = null;
  private loading: Promise<Module | null> | null = null;
  private isAwaited = false;
  private readonly waiting = new Set<(module: Module) => void>();

  constructor(private readonly load: () => Promise<Module>) {}

  /** Resolves to null without a connection. The next use tries again. */
  start(): Promise<Module | null> {
    this.loading ??= this.load().then(
      (module) => {
        this.loaded = module;
        for (const use of this.waiting) use(module);
        return module;
      },
      () => {
        this.loading = null;
        return null;
      },
    );
    return this.loading;
  }

  /** Without a connection, as soon as there is one. */
  startWhenIdle(): void {
    if (this.isAwaited) return;
    this.isAwaited = true;
    whenIdle(async () => {
      while (!(await this.start())) await passedOrOnline(retryAfter);
    });
  }

  /** Calls `use` once the module is loaded. Returns what undoes that. */
  whenLoaded(use: (module: Module) => () => void): () => void {
    if (this.loaded) return use(this.loaded);
    let undo = () => {};
    const begin = (module: Module) => {
      undo = use(module);
    };
    this.waiting.add(begin);
    return () => {
      this.waiting.delete(begin);
      undo();
    };
  }
}

/**
 * Returns the module once it is loaded. It is loaded when `isUsed`, and else when the browser is idle: then it is there at
 * once, and without a connection.
 */
export function useWhenUsed<Module>(later: Later<Module>, isUsed: boolean): Module | null {
  const [module, setModule] = useState(later.loaded);
  useEffect(() => later.startWhenIdle(), [later]);
  useEffect(() => {
    if (isUsed && !module) void later.start().then(setModule);
  }, [later, isUsed, module]);
  return module;
}
