'use client';

import { useQuery } from '@tanstack/react-query';
import type { Attachment, AttachmentList } from '@weir/contract';
import { createContext, type ReactNode, use, useCallback, useMemo } from 'react';
import { FilesOfTexts, type FindFile } from '@/components/markdown/picture';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { reading } from '@/lib/api/query';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardPage } from '../../board-context';
import { useUploads } from './use-uploads';

type CardFiles = ReturnType<typeof useUploads> & {
  /** The path of the attachments in the API. */
  path: string;
  items: readonly Attachment[];
  problem: AnyProblem | null;
  /** Call it after a file was deleted: that can't be undone. */
  keepFinal: () => void;
};

const Context = createContext<CardFiles | null>(null);

/** Provides the files of a card to all that shows or adds them. */
export function CardFilesProvider({ number, children }: { number: number; children: ReactNode }) {
  const { board, keepDone } = useBoardPage();
  const { slug } = useWorkspace();
  const path = cardPaths.attachments(slug, board.key, number);
  const query = useQuery(reading<AttachmentList>(path));
  const keepFinal = () => keepDone({ kind: 'final', what: 'file', card: number });
  const uploads = useUploads(path, query.data?.maxBytes, keepFinal);
  const items = useMemo(() => query.data?.items ?? [], [query.data]);
  const problem = query.error?.problem ?? null;
  const find = useCallback<FindFile>(
    (id) => {
      const attachment = items.find((each) => each.id === id);
      if (!attachment) return query.isPending ? undefined : null;
      const { name, width, height } = attachment;
      const size = width && height ? { width, height } : null;
      const [address, thumbnail] = [contentAddress(path, attachment), thumbnailAddress(path, attachment)];
      return { address, thumbnail, name, size };
    },
    [items, path, query.isPending],
  );
  return (
    <Context value={{ ...uploads, path, items, problem, keepFinal }}>
      <FilesOfTexts find={find}>{children}</FilesOfTexts>
    </Context>
  );
}

export function useCardFiles(): CardFiles {
  const files = use(Context);
  if (!files) throw new Error('CardFilesProvider is missing');
  return files;
}

/** The address of a file's content. */
export function contentAddress(path: string, { id }: Attachment): string {
  return `/api/weir${path}/${id}/content`;
}

/** The address of a small version of a picture. */
export function thumbnailAddress(path: string, { id }: Attachment): string {
  return `/api/weir${path}/${id}/thumbnail`;
}
