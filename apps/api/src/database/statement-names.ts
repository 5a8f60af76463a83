import { createHash } from 'node:crypto';

/** How often a statement runs before it gets a name. */
const frequent = 3;
/**
 * One with more parameters is a list as long as its caller made it. Each length is another text, and a hundred rows take a
 * quarter of a megabyte of each connection.
 */
const mostParameters = 40;

/**
 * Names for the statements that Prisma sends often. PostgreSQL parses a named statement once per connection and keeps its
 * plan; it parses and plans one without a name each time, which takes longer than most of them run. A connection keeps its
 * named statements until it ends, so there are at most `most` names, and a text that only a few calls share (a list of as
 * many rows as its caller sent) does not use one up. A name says its text: behind a pooler that mixes up the statements of
 * its callers, the name of one statement never runs another.
 */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private renewals = 0;

  constructor(private readonly most = 500) {}

  /** The name of the statement with this text; empty while it has none. */
  of(text: string): string {
    const name = this.names.get(text);
    if (name !== undefined) return name;
    if (this.names.size >= this.most || text.includes(`$${mostParameters + 1}`)) return '';
    const count = (this.counts.get(text) ?? 0) + 1;
    if (count < frequent) {
      if (this.counts.size >= this.most) this.counts.clear();
      this.counts.set(text, count);
      return '';
    }
    this.counts.delete(text);
    const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    const given = `prisma-${hash}-${this.renewals}`;
    this.names.set(text, given);
    return given;
  }

  /** Uses none of the names again: what the connections have prepared is outdated. */
  renew(): void {
    this.names.clear();
    this.counts.clear();
    this.renewals += 1;
  }
}
