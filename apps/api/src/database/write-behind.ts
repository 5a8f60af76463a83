import { Logger } from '@nestjs/common';
import { errorText } from '../error-text.js';
import { growingCache } from '../growing-cache.js';

/** Writes values in the background, each name once. A failure is only logged, and the next call writes the value again. */
export class WriteBehind {
  private readonly log: Logger;
  /** The names of the values that are written already: writing them again costs no statement. */
  private readonly written;
  private readonly pending = new Set<Promise<void>>();

  /** `what`: the name of the values in the log. `most`: how many names it remembers. */
  constructor(
    private readonly what: string,
    most: number,
  ) {
    this.log = new Logger(what);
    this.written = growingCache<true>(most);
  }

  write<Value>(
    values: readonly Value[],
    nameOf: (value: Value) => string,
    store: (fresh: readonly Value[]) => Promise<void>,
  ): void {
    const fresh = values.filter((value) => !this.written.has(nameOf(value)));
    if (fresh.length === 0) return;
    for (const value of fresh) this.written.set(nameOf(value), true);
    const storing = store(fresh).catch((error) => {
      for (const value of fresh) this.written.delete(nameOf(value));
      this.log.warn(`${this.what} were not stored: ${errorText(error)}`);
    });
    this.pending.add(storing);
    void storing.finally(() => this.pending.delete(storing));
  }

  /** Resolves when everything so far is written, or has failed. */
  async settled(): Promise<void> {
    await Promise.all(this.pending);
  }
}
