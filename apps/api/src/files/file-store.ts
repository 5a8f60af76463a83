import type { Readable } from 'node:stream';

/** A file, by the workspace that it belongs to and its own id, a UUIDv7. */
export type FileKey = { workspaceId: string; id: string };

/** A file that has arrived whole and is on this machine's disk, under a temporary name until a store keeps it. */
export type ReceivedFile = { path: string; bytes: number; sha256: Buffer; start: Uint8Array };

/** Where files are kept. What is kept never changes. */
export abstract class FileStore {
  /** Keeps a received file. When this resolves, it survives a crash. */
  abstract keep(key: FileKey, received: ReceivedFile): Promise<void>;
  /** The content; null where there is none. */
  abstract read(key: FileKey): Promise<Readable | null>;
  /** Deletes a file, if it is there. */
  abstract remove(key: FileKey): Promise<void>;
  /** All files that are kept, a number of them at a time, all of one workspace. */
  abstract list(): AsyncIterable<FileKey[]>;
}
