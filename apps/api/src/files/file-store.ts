import type { Readable } from 'node:stream';

/** A file, by the workspace that it belongs to and its own id, a UUIDv7. */
export type FileKey = { workspaceId: string; id: string };

/** A complete file on this machine's disk, under a temporary name until a store keeps it. */
export type ReceivedFile = { path: string; bytes: number; sha256: Buffer; start: Uint8Array };

/** Stores files. A stored file never changes. */
export abstract class FileStore {
  /** Stores a received file. Once this resolves, the file survives a crash. */
  abstract keep(key: FileKey, received: ReceivedFile): Promise<void>;
  /** The content; null where there is none. */
  abstract read(key: FileKey): Promise<Readable | null>;
  /** Deletes a file, if it is there. */
  abstract remove(key: FileKey): Promise<void>;
  /** Yields all stored files in batches, each of one workspace. */
  abstract list(): AsyncIterable<FileKey[]>;
}
