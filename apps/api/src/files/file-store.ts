import type { Readable } from 'node:stream';

/** A file, by the workspace that it belongs to and its own id, a UUIDv7. */
export type FileKey = { workspaceId: string; id: string };

/** A complete file on this machine's disk, under a temporary name until a store keeps it. */
export type ReceivedFile = { path: string; bytes: number; sha256: Buffer; start: Uint8Array };

export type LocalFile = { path: string; release: () => Promise<void> };

/** Stores files. A stored file never changes. What fails outside this machine throws `StorageUnavailable`. */
export abstract class FileStore {
  /** Stores a received file. Once this resolves, the file survives a crash. */
  abstract keep(key: FileKey, received: ReceivedFile): Promise<void>;
  /** The content; null for a missing file. */
  abstract read(key: FileKey): Promise<Readable | null>;
  /** The content as a file on this machine, which `release` gives back; null for a missing file. `folder`: for a copy, if one is needed. */
  abstract onDisk(key: FileKey, folder: string): Promise<LocalFile | null>;
  /** Stores the thumbnail of a stored file. It can be made again, so it may be lost in a crash. */
  abstract keepThumbnail(key: FileKey, content: Uint8Array): Promise<void>;
  /** The thumbnail; null for a file without one. */
  abstract readThumbnail(key: FileKey): Promise<Buffer | null>;
  /** Deletes a file and its thumbnail, if they are there. */
  abstract remove(key: FileKey): Promise<void>;
  /** Yields all stored files in batches, each of one workspace; also those of which only the thumbnail is left. */
  abstract list(): AsyncIterable<FileKey[]>;
  /** Closes the connections. */
  abstract close(): void;
}
