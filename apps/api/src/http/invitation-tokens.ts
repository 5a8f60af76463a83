import { createHash, createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../env.js';
import { type Linked, SignedLinks } from './signed-links.js';

/**
 * The secret half of an invitation's link is derived from its id, so that a replayed answer can contain it again
 * although only its hash is stored. The token begins with the workspace's slug, for routing.
 */
@Injectable()
export class InvitationTokens {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly links: SignedLinks,
  ) {}

  tokenOf(slug: string, invitationId: string): string {
    return `${slug}.${this.secretOf(invitationId)}`;
  }

  linkTo(token: string): string {
    return `${this.env.WEIR_WEB_URL.replace(/\/$/, '')}/invitations/${token}`;
  }

  /**
   * The link that is mailed to the address of an invitation. The proof that its reader has the mailbox is the fragment:
   * no server sees it and no log keeps it.
   */
  linkWithProof(slug: string, { workspaceId, id }: Linked): string {
    const proof = this.links.sign('invitation', workspaceId, id);
    return `${this.linkTo(this.tokenOf(slug, id))}#proof=${proof}`;
  }

  /** Whether the proof came in the mail of this invitation. */
  proves(proof: string, { workspaceId, id }: Linked): boolean {
    const linked = this.links.read('invitation', proof);
    return linked?.workspaceId === workspaceId && linked.id === id;
  }

  hashOf(invitationId: string): Buffer {
    return hash(this.secretOf(invitationId));
  }

  read(token: string): { slug: string; hash: Buffer } {
    const [slug = '', secret = ''] = token.split('.');
    return { slug, hash: hash(secret) };
  }

  private secretOf(invitationId: string): string {
    return createHmac('sha256', this.env.WEIR_TOKEN_SECRET)
      .update(`invitation:${invitationId}`)
      .digest('base64url');
  }
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
