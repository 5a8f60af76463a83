const id = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Readable names for the API's ids, such as #Doing or #limit12. The model uses them and failures print them. */
export class Names {
  private readonly ids = new Map<string, string>();
  private readonly names = new Map<string, string>();

  bind(name: string, to: string): void {
    this.ids.set(name, to);
    this.names.set(to, name);
  }

  /** Replaces names by the API's ids. */
  outward<T>(value: T): T {
    return this.replaced(value, /#\w+/g, this.ids);
  }

  /** Replaces the API's ids by names. */
  inward<T>(value: T): T {
    return this.replaced(value, id, this.names);
  }

  /** Binds the names in an expected answer to the ids in the real one. */
  learn(expected: unknown, seen: unknown): void {
    if (typeof expected === 'string' && expected.startsWith('#') && typeof seen === 'string') {
      if (!this.ids.has(expected)) this.bind(expected, seen);
    } else if (
      typeof expected === 'object' &&
      expected !== null &&
      typeof seen === 'object' &&
      seen !== null
    ) {
      for (const [key, value] of Object.entries(expected))
        this.learn(value, (seen as Record<string, unknown>)[key]);
    }
  }

  private replaced<T>(value: T, pattern: RegExp, by: Map<string, string>): T {
    if (value === undefined) return value;
    return JSON.parse(JSON.stringify(value).replace(pattern, (found) => by.get(found) ?? found));
  }
}
