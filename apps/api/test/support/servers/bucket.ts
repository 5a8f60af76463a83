import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

type Answer = { status: number; body?: string | Buffer };
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const fault = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code} of ${Bucket.accessKey}</Message></Error>`,
});

/** A storage with one bucket and the interface of S3. It verifies each signature, checksum and length. */
export class Bucket {
  static readonly accessKey = 'KEYOFTESTS';
  static readonly secretKey = 'thesecretofthebucket';
  readonly objects = new Map<string, Buffer>();
  /** The requests so far, as `PUT 403`. */
  readonly answers: string[] = [];
  /** What it answers instead, by method. `cut`: it ends the connection in the middle of a file. */
  faults: Partial<Record<string, 'AccessDenied' | 'cut'>> = {};
  /** The most names in a page of the list. */
  pageSize = 2;
  private server: Server | undefined;
  private port = 0;

  get settings() {
    return {
      WEIR_S3_BUCKET: 'weir-files',
      WEIR_S3_ENDPOINT: `http://127.0.0.1:${this.port}`,
      WEIR_S3_REGION: 'eu-test-1',
      WEIR_S3_ACCESS_KEY: Bucket.accessKey,
      WEIR_S3_SECRET_KEY: Bucket.secretKey,
    };
  }

  /** Listens, after a stop on the same port. */
  async start(): Promise<void> {
    this.server = createServer(async (request, response) => {
      const content = await buffer(request);
      const { status, body = '' } = this.answer(request, content);
      this.answers.push(`${request.method} ${status}`);
      response.writeHead(status, { 'content-length': Buffer.byteLength(body) });
      if (this.faults[request.method as string] !== 'cut') return response.end(body);
      return response.write(body.slice(0, 10), () => response.destroy());
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private answer(request: IncomingMessage, content: Buffer): Answer {
    const { method = '', url = '', headers } = request;
    const { pathname, searchParams } = new URL(url, this.settings.WEIR_S3_ENDPOINT);
    if (this.faults[method] === 'AccessDenied') return fault(403, 'AccessDenied');
    if (signatureOf(request) !== headers.authorization?.split('Signature=')[1])
      return fault(403, 'SignatureDoesNotMatch');
    if (headers['x-amz-content-sha256'] !== sha256(content)) return fault(400, 'XAmzContentSHA256Mismatch');
    const [, bucket, ...names] = pathname.split('/');
    if (bucket !== this.settings.WEIR_S3_BUCKET) return fault(404, 'NoSuchBucket');
    const name = names.join('/');
    if (method === 'PUT') return this.put(name, content, headers['content-length']);
    if (method === 'DELETE') return this.remove(name);
    if (name === '') return this.list(searchParams.get('continuation-token') ?? '');
    const found = this.objects.get(name);
    return found ? { status: 200, body: found } : fault(404, 'NoSuchKey');
  }

  private put(name: string, content: Buffer, length: string | undefined): Answer {
    if (length === undefined) return fault(411, 'MissingContentLength');
    this.objects.set(name, content);
    return { status: 200 };
  }

  private remove(name: string): Answer {
    this.objects.delete(name);
    return { status: 204 };
  }

  private list(after: string): Answer {
    const names = [...this.objects.keys()].sort().filter((name) => name > after);
    const page = names.slice(0, this.pageSize);
    const rest = names.length > page.length;
    const contents = page.map((name) => `<Contents><Key>${name}</Key></Contents>`).join('');
    const next = rest ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    return {
      status: 200,
      body: `<?xml version="1.0"?><ListBucketResult><IsTruncated>${rest}</IsTruncated>${next}${contents}</ListBucketResult>`,
    };
  }
}

/** The signature that the request should have: AWS Signature Version 4. */
function signatureOf({ method, url = '', headers }: IncomingMessage): string {
  const [, scope = '', names = ''] =
    /Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? [];
  const [path = '', query = ''] = url.split('?');
  const parameters = query.split('&').sort().join('&');
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const hash = headers['x-amz-content-sha256'];
  const canonical = [method, path, parameters, lines.join(''), names, hash].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${Bucket.secretKey}`);
  return hmac(key, text).toString('hex');
}
