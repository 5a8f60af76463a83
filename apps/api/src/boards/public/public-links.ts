import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { WorkspaceSlug } from '@weir/contract';
import { ENV, type Env } from '../../env.js';
import { isSameText } from '../../http/constant-time.js';

/** What a token names. Whether the link still is the board's is for the database to say. */
export type PublicLinkIds = { slug: string; linkId: string };

const signatureBytes = 16;

/**
 * The tokens of public links: the workspace's slug, for routing, and the link's random id with its signature, which together
 * have 256 bits. So the link can be shown again although the database has only half of its secret, and a guessed token never
 * reaches the database.
 */
@Injectable()
export class PublicLinks {
  constructor(@Inject(ENV) private readonly env: Env) {}

  addressOf({ slug, linkId }: PublicLinkIds): string {
    return `${this.env.WEIR_WEB_URL.replace(/\/+$/, '')}/public/${slug}.${this.secretOf(linkId)}`;
  }

  /** Null for a token that was not made here. */
  read(token: string): PublicLinkIds | null {
    const [slug = '', secret = ''] = token.split('.');
    const hex = Buffer.from(secret, 'base64url').toString('hex');
    const linkId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
    const isOurs = isSameText(token, `${slug}.${this.secretOf(linkId)}`);
    return isOurs && WorkspaceSlug.safeParse(slug).success ? { slug, linkId } : null;
  }

  private secretOf(linkId: string): string {
    const id = Buffer.from(linkId.replaceAll('-', ''), 'hex');
    const signature = createHmac('sha256', this.env.WEIR_TOKEN_SECRET)
      .update(`publicLink:${linkId}`)
      .digest();
    return Buffer.concat([id, signature.subarray(0, signatureBytes)]).toString('base64url');
  }
}
