'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Attachment } from '@weir/contract';
import { useRef, useState } from 'react';
import { v4 as uuid } from 'uuid';
import { announce } from '@/lib/announce';
import { askBeforeLeaving } from '@/lib/api/leaving';
import type { AnyProblem } from '@/lib/api/result';
import { upload } from '@/lib/api/upload';
import { useFileSize } from '@/lib/words/use-file-size';
import { useTranslations } from '@/lib/words/use-translations';

/** A chosen file that is not an attachment yet. It stays until it is one or is discarded. */
export type Upload = {
  key: string;
  file: File;
  /** From 0 to 1. */
  sent: number;
  /** Why it was not added, if another try can succeed. */
  problem: AnyProblem | null;
  /** Why it can never be added. */
  refusal: string | null;
  onAdded: ((attachment: Attachment) => void) | undefined;
};

const megabyte = 1024 * 1024;

/** Sends files to `path` one after the other, and keeps those that were not added. `onSent` is called after each that was. */
export function useUploads(path: string, maxBytes: number | undefined, onSent: () => void) {
  const t = useTranslations();
  const size = useFileSize();
  const client = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const last = useRef<Promise<void>>(Promise.resolve());

  const change = (key: string, values: Partial<Upload>) =>
    setUploads((all) => all.map((each) => (each.key === key ? { ...each, ...values } : each)));
  const discard = (key: string) => setUploads((all) => all.filter((each) => each.key !== key));

  const send = async ({ key, file, onAdded }: Upload) => {
    const result = await upload<Attachment>(path, file, { key, onProgress: (sent) => change(key, { sent }) });
    if (!result.ok) {
      const { problem } = result;
      const isFinal = problem.code === 'too-large';
      return change(key, isFinal ? { refusal: problem.detail } : { problem, sent: 0 });
    }
    onAdded?.(result.value);
    onSent();
    announce(t('attachments.added', { name: result.value.name }));
    await client.invalidateQueries({ queryKey: [path] });
    discard(key);
  };
  const enqueue = (one: Upload) => {
    last.current = askBeforeLeaving(last.current.then(() => send(one)));
  };
  const refusalOf = (file: File): string | null => {
    if (file.size === 0) return t('attachments.empty');
    if (maxBytes === undefined || file.size <= maxBytes) return null;
    return t('attachments.tooLarge', { megabytes: maxBytes / megabyte, size: size(file.size) });
  };

  return {
    uploads,
    add(files: readonly File[], onAdded?: (attachment: Attachment) => void): void {
      const added = files.map(
        (file): Upload => ({
          key: uuid(),
          file,
          sent: 0,
          problem: null,
          refusal: refusalOf(file),
          onAdded,
        }),
      );
      setUploads((all) => [...all, ...added]);
      for (const each of added) if (!each.refusal) enqueue(each);
    },
    retry(one: Upload): void {
      change(one.key, { problem: null, sent: 0 });
      enqueue(one);
    },
    discard,
  };
}
