'use client';

import { useEffect, useState } from 'react';

/** A module that is loaded when it is needed, or when the browser is idle. */
export class Later<Module> {
  loaded: Module | null = null;
  private loading: Promise<Module | null> | null = null;
  private isAwaited = false;

  constructor(private readonly load: () => Promise<Module>) {}

  /** Resolves to null without a connection. The next use tries again. */
  start(): Promise<Module | null> {
    this.loading ??= this.load().then(
      (module) => {
        this.loaded = module;
        return module;
      },
      () => {
        this.loading = null;
        return null;
      },
    );
    return this.loading;
  }

  startWhenIdle(): void {
    if (this.isAwaited) return;
    this.isAwaited = true;
    if ('requestIdleCallback' in window) requestIdleCallback(() => void this.start());
    else void this.start();
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
