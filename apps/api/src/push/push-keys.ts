import { createECDH, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../env.js';

type Vapid = { subject: string; publicKey: string; privateKey: string };

/**
 * The server's key pair, by which push services recognise it (VAPID, RFC 8292). It is made from the server's token secret, so all
 * instances have the same one and none stores it. After a change of that secret browsers subscribe again the next time they
 * open Weir, unless the operator sets a pair of their own.
 */
@Injectable()
export class PushKeys {
  readonly isOn: boolean;
  readonly vapid: Vapid;

  constructor(@Inject(ENV) env: Env) {
    this.isOn = env.WEIR_PUSH === 'on';
    const { WEIR_VAPID_PUBLIC_KEY: publicKey, WEIR_VAPID_PRIVATE_KEY: privateKey } = env;
    const pair = publicKey && privateKey ? { publicKey, privateKey } : pairFrom(env.WEIR_TOKEN_SECRET);
    this.vapid = { subject: contactOf(env), ...pair };
  }

  /** What a browser subscribes with; null where no notices go to devices. */
  get publicKey(): string | null {
    return this.isOn ? this.vapid.publicKey : null;
  }
}

/** A key of P-256 is a number below the order of the curve. One in 4 billion texts gives none: then the next is tried. */
function pairFrom(secret: string, attempt = 0): Pick<Vapid, 'publicKey' | 'privateKey'> {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `weir push key ${attempt}`, 32));
  const curve = createECDH('prime256v1');
  try {
    curve.setPrivateKey(key);
  } catch {
    return pairFrom(secret, attempt + 1);
  }
  return { publicKey: curve.getPublicKey('base64url'), privateKey: key.toString('base64url') };
}

/** Where the operator of a push service finds the one of this server: at its address, or by its mail. */
function contactOf({ WEIR_WEB_URL: web, WEIR_MAIL_FROM: from }: Env): string {
  const { protocol, hostname } = new URL(web);
  if (protocol === 'https:' && hostname !== 'localhost') return web;
  const address = from?.match(/[^\s<>]+@[^\s<>]+/)?.[0];
  return `mailto:${address ?? `weir@${hostname}`}`;
}
