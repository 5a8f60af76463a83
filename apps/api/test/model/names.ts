const id = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Names that can be read, as #Doing or #limit12, for the API's ids: what the model goes by and failures are printed with. */
export class Names {
  private readonly ids = new Map<string, string>();
  private readonly names = new Map<string, string>();

  bind(name: string, to: string): void {
    this.ids.set(name, to);
    this.names.set(to, name);
  }

  /** With the API's ids in place of names. */
  outward<T>(value: T): T {
    return this.replaced(value, /#\w+/g, this.ids);
  }

  /** With names in place of the API's ids. */
  inward<T>(value: T): T {
    return this.replaced(value, id, this.names);
  }

  /** Binds the names of what is expected to the ids that came in their places. */
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
