import { createHash, createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { WorkspaceSlug } from '@weir/contract';
import { ENV, type Env } from '../env.js';

/** What a token of a feed opens: the workspace, and the hash that is stored. */
export type FeedToken = { slug: string; hash: Buffer };

/**
 * The tokens of calendar feeds: the workspace’s slug, for routing, and 256 bits in base64url, derived from a random id that is
 * never stored beside their hash. So a replayed answer can contain the link again, and the database can’t.
 */
@Injectable()
export class FeedSecrets {
  constructor(@Inject(ENV) private readonly env: Env) {}

  hashOf(id: string): Buffer {
    return hashOfSecret(this.secretOf(id));
  }

  /** Where calendars read the feed. It ends as some of them want it. */
  linkTo(slug: string, id: string): string {
    return `${this.env.WEIR_WEB_URL.replace(/\/+$/, '')}/public/calendar/${slug}.${this.secretOf(id)}.ics`;
  }

  /** Null for a text that can be no token. */
  read(token: string): FeedToken | null {
    const [, slug = '', secret] = /^([a-z0-9-]+)\.([\w-]{43})(?:\.ics)?$/.exec(token) ?? [];
    if (secret === undefined || !WorkspaceSlug.safeParse(slug).success) return null;
    return { slug, hash: hashOfSecret(secret) };
  }

  private secretOf(id: string): string {
    return createHmac('sha256', this.env.WEIR_TOKEN_SECRET).update(`calendar feed:${id}`).digest('base64url');
  }
}

function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
