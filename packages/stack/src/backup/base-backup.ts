import type { Writable } from 'node:stream';
import pg from 'pg';

/**
 * Copies a running server with PostgreSQL's replication protocol, as pg_basebackup does: `BASE_BACKUP`. The server sends its files
 * as one tar, and last the log (WAL) that makes them consistent at one instant, the end of the copy. A temporary replication slot
 * keeps that log meanwhile, however much is written. The server checks the checksum of every page that it sends.
 *
 * Writes the tar to `archive` and ends it. Returns the server's own manifest, which has the SHA-256 of each file.
 */
export async function baseBackup(connection: pg.ClientConfig, archive: Writable): Promise<string> {
  const client = new pg.Client({
    ...connection,
    application_name: 'weir-backup',
    ...({ replication: 'true' } as pg.ClientConfig),
  });
  await client.connect();
  const lost = new Promise<never>((_, reject) => client.once('error', reject));
  try {
    // The name has the process id, because two backups to different folders can run at the same time.
    await client.query(`CREATE_REPLICATION_SLOT weir_backup_${process.pid} TEMPORARY PHYSICAL RESERVE_WAL`);
    const copy = new Copy(archive);
    client.query(copy);
    const manifest = await Promise.race([copy.done, lost]);
    archive.end();
    return manifest;
  } finally {
    lost.catch(() => {});
    await client.end().catch(() => {});
  }
}

const command = `BASE_BACKUP (LABEL 'weir', CHECKPOINT 'fast', WAL true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`;

type Message = { chunk: Buffer };

/**
 * The answer to BASE_BACKUP: rows that we don't need, then messages that begin with a letter. `n`: an archive begins; `m`: the
 * manifest begins; `d`: some bytes of what has begun; `p`: how far it is.
 */
class Copy implements pg.Submittable {
  readonly done: Promise<string>;
  private resolve!: (manifest: string) => void;
  private reject!: (error: Error) => void;
  private failure: Error | undefined;
  private archives = 0;
  private isManifest = false;
  private isWaiting = false;
  private readonly manifest: Buffer[] = [];

  constructor(private readonly archive: Writable) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    archive.once('error', (error) => this.reject(error));
  }

  submit = (connection: pg.Connection): void => {
    connection.query(command);
  };

  handleCopyData({ chunk }: Message, connection: pg.Connection): void {
    const kind = String.fromCharCode(chunk[0] ?? 0);
    if (kind === 'n') this.archives += 1;
    if (kind === 'm') this.isManifest = true;
    if (kind !== 'd' || this.archives > 1) return;
    // The connection reuses its buffer.
    const bytes = Buffer.from(chunk.subarray(1));
    if (this.isManifest) this.manifest.push(bytes);
    else if (!this.archive.write(bytes)) this.wait(connection);
  }

  /** Reads no more of the network until the disk has taken what is there. */
  private wait({ stream }: pg.Connection): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    stream.pause();
    this.archive.once('drain', () => {
      this.isWaiting = false;
      stream.resume();
    });
  }

  handleError(error: Error): void {
    this.failure = error;
    this.reject(error);
  }

  handleReadyForQuery(): void {
    if (this.failure) return;
    // Weir makes no tablespaces: their files would be in archives of their own.
    if (this.archives === 1) this.resolve(Buffer.concat(this.manifest).toString());
    else this.reject(new Error(`the server sent ${this.archives} archives instead of one`));
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
}
