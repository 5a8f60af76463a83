import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PushMessage } from '@weir/contract';
import { jwtVerify } from 'jose';

type Received = { message: PushMessage; ttl: string; topic: string; publicKey: string; contact: string };

/** A push service with http (RFC 8030), as a browser's maker runs one. It is on the machine of the tests. */
export class PushService {
  private readonly browsers = new Map<string, Browser>();
  private server: Server | undefined;
  private port = 0;

  async start(): Promise<void> {
    this.server = createServer(async (request, response) => {
      const browser = this.browsers.get(request.url ?? '');
      const { status, headers } = (await browser?.take(request, this.origin)) ?? { status: 404, headers: {} };
      response.writeHead(status, headers).end();
    }).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A browser that subscribes. */
  browser(): Browser {
    const path = `/push/${randomBytes(16).toString('base64url')}`;
    const browser = new Browser(`${this.origin}${path}`);
    this.browsers.set(path, browser);
    return browser;
  }
}

/** A browser with its keys. It decrypts the messages that it gets. Its push service answers with `answer`. */
export class Browser {
  readonly received: Received[] = [];
  calls = 0;
  answer: { status: number; headers?: Record<string, string> } = { status: 201 };
  private readonly curve = createECDH('prime256v1');
  private readonly auth = randomBytes(16);

  constructor(readonly endpoint: string) {
    this.curve.generateKeys();
  }

  get subscription() {
    const keys = { p256dh: this.curve.getPublicKey('base64url'), auth: this.auth.toString('base64url') };
    return { endpoint: this.endpoint, keys };
  }

  /** What it shows, oldest first, as `title: text`. */
  get shown(): string[] {
    return this.received.map(({ message }) => `${message.title}: ${message.text}`);
  }

  async take(request: IncomingMessage, origin: string) {
    this.calls += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { ttl, topic, authorization = '' } = request.headers;
    const sender = await senderOf(authorization, origin);
    if (this.answer.status === 201) {
      const message = PushMessage.parse(JSON.parse(this.decrypt(Buffer.concat(chunks)).toString()));
      this.received.push({ message, ttl: String(ttl), topic: String(topic), ...sender });
    }
    return { headers: {}, ...this.answer };
  }

  /** RFC 8291, 3.4: one record of aes128gcm. */
  private decrypt(body: Buffer): Buffer {
    const [salt, keyLength] = [body.subarray(0, 16), body.readUInt8(20)];
    const key = body.subarray(21, 21 + keyLength);
    const record = body.subarray(21 + keyLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.curve.getPublicKey(), key]);
    const secret = derived(this.curve.computeSecret(key), this.auth, info, 32);
    const content = derived(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
    const nonce = derived(secret, salt, 'Content-Encoding: nonce\0', 12);
    const decipher = createDecipheriv('aes-128-gcm', content, nonce).setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    return padded.subarray(0, padded.lastIndexOf(2));
  }
}

function derived(secret: Uint8Array, salt: Uint8Array, info: string | Uint8Array, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}

/** Who signed the call (RFC 8292). Throws if the signature, its time or its audience is wrong. */
async function senderOf(authorization: string, audience: string) {
  const [, token, publicKey] = authorization.match(/^vapid t=([^,\s]+), ?k=([\w-]+)$/) as RegExpMatchArray;
  const point = Buffer.from(publicKey as string, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  const { payload } = await jwtVerify(token as string, key, { audience, algorithms: ['ES256'] });
  return { publicKey: publicKey as string, contact: payload.sub as string };
}
