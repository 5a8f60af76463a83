'use client';

import Image from 'next/image';
import { createContext, type ReactNode, use } from 'react';
import { isOpenable } from './link-address';
import styles from './markdown.module.css';

/** A file that a text can show or link to. `size` is null unless the file is a picture; only then it has a thumbnail. */
type TextFile = {
  address: string;
  thumbnail: string;
  name: string;
  size: { width: number; height: number } | null;
};

/** Finds a file by its id: null for a missing file, undefined while it loads. */
export type FindFile = (id: string) => TextFile | null | undefined;

const Files = createContext<FindFile>(() => null);

/** Provides the files that the texts inside can show. */
export function FilesOfTexts({ find, children }: { find: FindFile; children: ReactNode }) {
  return <Files value={find}>{children}</Files>;
}

const attachment = /^attachment:([0-9a-f-]{36})$/;

/** The address of a file in a text: `![plan](attachment:0198…)`. */
export function attachmentAddress(id: string): string {
  return `attachment:${id}`;
}

export function isAttachment(address: string): boolean {
  return attachment.test(address);
}

/**
 * Shows a picture that is a file of the card. Any other address is a link: loading a picture from another site would tell
 * that site who reads the text. The text shows a small version; a press opens the file.
 */
export function Picture({ address, text, isInLink }: { address: string; text: string; isInLink: boolean }) {
  const id = attachment.exec(address)?.[1];
  const file = use(Files)(id ?? '');
  const shown = text || address;
  if (!id) return isInLink || !isOpenable(address) ? shown : <NewTab href={address}>{shown}</NewTab>;
  if (!file?.size) return <FileLink address={address}>{text || file?.name}</FileLink>;
  const picture = (
    <Image
      className={styles.picture}
      src={file.thumbnail}
      alt={text || file.name}
      {...file.size}
      loading="lazy"
      unoptimized
    />
  );
  return isInLink ? picture : <NewTab href={file.address}>{picture}</NewTab>;
}

/** A link to a file of the card, or only its text if the file is gone. */
export function FileLink({ address, children }: { address: string; children: ReactNode }) {
  const file = use(Files)(attachment.exec(address)?.[1] ?? '');
  if (!file) return <s className={styles.gone}>{children}</s>;
  return <NewTab href={file.address}>{children}</NewTab>;
}

export function NewTab({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
