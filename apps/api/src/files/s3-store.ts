import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Env } from '../env.js';
import { type Breaker, BreakerOpen } from '../outgoing-calls/breakers/breaker.js';
import { StorageUnavailable } from '../storage-unavailable.js';
import { inSpan } from '../tracing/spans.js';
import { type FileKey, FileStore, type LocalFile, type ReceivedFile } from './file-store.js';
import { newFileId } from './receiving.js';

const thumbnailEnding = '.thumbnail';
const objectName =
  /^(?<workspaceId>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.thumbnail)?$/;

/** Milliseconds to connect, and to answer. They are shorter than the time of a call. */
const patience = { connecting: 1500, answering: 4000 };
/** A file has a second more for each of these bytes, when it is stored and when it is read. */
const bytesPerSecond = { there: 1024 * 1024, back: 64 * 1024 };

/** Stores files in a bucket of S3 or of a storage with its interface, under the names that they have on a disk. */
export class S3Store extends FileStore {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(
    env: Env,
    private readonly breaker: Breaker,
  ) {
    super();
    this.bucket = env.WEIR_S3_BUCKET as string;
    const { WEIR_S3_ENDPOINT: endpoint, WEIR_S3_ACCESS_KEY: accessKeyId } = env;
    const secretAccessKey = env.WEIR_S3_SECRET_KEY;
    this.client = new S3Client({
      region: env.WEIR_S3_REGION,
      // Other storages rarely have a host name for each bucket.
      ...(endpoint && { endpoint, forcePathStyle: true }),
      // Without them the client looks where AWS's own programs do.
      ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
      maxAttempts: 2,
      // Otherwise it writes to the console. Errors are logged where they end.
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      // Their newer checksums are unknown to some storages. What we send has its SHA-256 in the signature.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      expectContinueHeader: false,
      requestHandler: {
        connectionTimeout: patience.connecting,
        // A connection is taken for as long as its reader reads.
        httpAgent: { keepAlive: true, maxSockets: env.WEIR_MAX_IN_FLIGHT },
        httpsAgent: { keepAlive: true, maxSockets: env.WEIR_MAX_IN_FLIGHT },
      },
    });
  }

  /** The storage compares what arrives with the length and the checksum. */
  async keep(key: FileKey, { path, bytes, sha256 }: ReceivedFile): Promise<void> {
    const content = createReadStream(path);
    const command = new PutObjectCommand({ ...this.objectOf(key), Body: content, ContentLength: bytes });
    command.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers['x-amz-content-sha256'] = sha256.toString('hex');
        return next(args);
      },
      { step: 'build' },
    );
    // The storage answers after it has stored the file.
    const milliseconds = 2 * patience.answering + (bytes / bytesPerSecond.there) * 1000;
    try {
      await this.within('put file', milliseconds, (abortSignal) =>
        this.client.send(command, { abortSignal }),
      );
    } finally {
      content.destroy();
    }
  }

  read(key: FileKey): Promise<Readable | null> {
    return this.get(this.objectOf(key));
  }

  async onDisk(key: FileKey, folder: string): Promise<LocalFile | null> {
    const content = await this.read(key);
    if (!content) return null;
    const path = join(folder, newFileId());
    const release = () => rm(path, { force: true });
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await pipeline(content, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      await release();
      throw error;
    }
    return { path, release };
  }

  async keepThumbnail(key: FileKey, content: Uint8Array): Promise<void> {
    const command = new PutObjectCommand({ ...this.thumbnailOf(key), Body: content });
    await this.within('put thumbnail', patience.answering, (abortSignal) =>
      this.client.send(command, { abortSignal }),
    );
  }

  async readThumbnail(key: FileKey): Promise<Buffer | null> {
    const content = await this.get(this.thumbnailOf(key));
    return content && (await buffer(content));
  }

  async remove(key: FileKey): Promise<void> {
    for (const object of [this.objectOf(key), this.thumbnailOf(key)]) {
      const command = new DeleteObjectCommand(object);
      await this.within('delete file', patience.answering, (abortSignal) =>
        this.client.send(command, { abortSignal }),
      );
    }
  }

  async *list(): AsyncIterable<FileKey[]> {
    for (let from: string | undefined, more = true; more; more = from !== undefined) {
      const command = new ListObjectsV2Command({ Bucket: this.bucket, ContinuationToken: from });
      const page = await this.within('list files', patience.answering, (abortSignal) =>
        this.client.send(command, { abortSignal }),
      );
      const keys = (page.Contents ?? []).flatMap(({ Key = '' }) => {
        const { workspaceId, id } = objectName.exec(Key)?.groups ?? {};
        return workspaceId && id ? [{ workspaceId, id }] : [];
      });
      for (const ofWorkspace of Map.groupBy(keys, ({ workspaceId }) => workspaceId).values())
        yield ofWorkspace;
      from = page.IsTruncated ? page.NextContinuationToken : undefined;
    }
  }

  close(): void {
    this.client.destroy();
  }

  private async get(object: { Bucket: string; Key: string }): Promise<Readable | null> {
    const command = new GetObjectCommand(object);
    const answer = await this.within('get file', patience.answering, async (abortSignal) => {
      try {
        return await this.client.send(command, { abortSignal });
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    });
    // In Node the client answers with a stream of Node.
    const body = answer?.Body as Readable | undefined;
    return body ? Readable.from(piecesOf(body), { objectMode: false }) : null;
  }

  /** @throws StorageUnavailable, at once while the breaker is open. */
  private async within<T>(
    name: string,
    milliseconds: number,
    send: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.breaker.run(
        () => within(name, milliseconds, send),
        (outcome) =>
          'error' in outcome && outcome.error instanceof StorageUnavailable && outcome.error.isDown,
      );
    } catch (error) {
      if (!(error instanceof BreakerOpen)) throw error;
      const seconds = Math.ceil(error.pause / 1000);
      throw new StorageUnavailable(`the storage of files: ${error.message}`, true, seconds);
    }
  }

  private objectOf({ workspaceId, id }: FileKey) {
    return { Bucket: this.bucket, Key: `${workspaceId}/${id}` };
  }

  private thumbnailOf(key: FileKey) {
    const { Bucket, Key } = this.objectOf(key);
    return { Bucket, Key: `${Key}${thumbnailEnding}` };
  }
}

/** Awaits an answer of the storage, but not its content. */
async function within<T>(
  name: string,
  milliseconds: number,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), milliseconds);
  try {
    return await inSpan(`storage ${name}`, { kind: 'client' }, () => send(giveUp.signal));
  } catch (error) {
    throw unavailable(error);
  } finally {
    clearTimeout(timer);
  }
}

/** The pieces of a file as they arrive. The storage must keep a minimum rate. The time of the reader does not count. */
async function* piecesOf(body: Readable): AsyncIterable<Buffer> {
  const pieces: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  let left = patience.answering;
  try {
    for (;;) {
      const asked = performance.now();
      const timer = setTimeout(() => body.destroy(new Error('silent')), left);
      const next = await pieces.next().finally(() => clearTimeout(timer));
      if (next.done) return;
      const earned = (next.value.length / bytesPerSecond.back) * 1000;
      left = Math.min(patience.answering, left - (performance.now() - asked) + earned);
      yield next.value;
    }
  } catch (error) {
    throw unavailable(error);
  } finally {
    body.destroy();
  }
}

/** Of the client's error only its name, code and status: a message can have addresses and keys. */
function unavailable(error: unknown): StorageUnavailable {
  const { name = 'Error', code } = error as { name?: string; code?: unknown };
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  const parts = [name, code, status].filter((part) => part !== undefined);
  const isDown = status === undefined || status === 429 || status >= 500;
  return new StorageUnavailable(`the storage of files failed: ${parts.join(' ')}`, isDown);
}
