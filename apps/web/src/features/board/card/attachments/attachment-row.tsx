'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Attachment } from '@weir/contract';
import Image from 'next/image';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { useSave } from '@/lib/forms/use-save';
import { useFileSize } from '@/lib/words/use-file-size';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './attachments.module.css';
import { contentAddress, thumbnailAddress } from './attachments-context';

type Props = {
  attachment: Attachment;
  /** The path of the card's attachments in the API. */
  path: string;
  canDelete: boolean;
  onDeleted: () => void;
};

/** One file: a picture opens in a new tab, everything else is downloaded. */
export function AttachmentRow({ attachment, path, canDelete, onDeleted }: Props) {
  const t = useTranslations();
  const size = useFileSize();
  const { name, width, height, bytes, by, at } = attachment;
  const address = contentAddress(path, attachment);
  return (
    <li className={styles.file}>
      <span className={styles.preview} aria-hidden="true">
        {width && height ? (
          <Image
            src={thumbnailAddress(path, attachment)}
            alt=""
            width={width}
            height={height}
            loading="lazy"
            unoptimized
          />
        ) : (
          <Glyph name="file" size={18} />
        )}
      </span>
      <span className={styles.about}>
        <a
          className={styles.name}
          href={address}
          dir="auto"
          aria-label={t(width ? 'attachments.open' : 'attachments.download', { name })}
          {...(width ? { target: '_blank', rel: 'noopener' } : { download: name })}
        >
          {name}
        </a>
        <span className={styles.facts}>
          {t('attachments.about', { size: size(bytes), name: by?.name ?? t('attachments.unknownAuthor') })}{' '}
          <Ago at={at} />
        </span>
      </span>
      {canDelete && <DeleteAttachment attachment={attachment} path={path} onDeleted={onDeleted} />}
    </li>
  );
}

function DeleteAttachment({
  attachment: { id, name },
  path,
  onDeleted,
}: Pick<Props, 'attachment' | 'path' | 'onDeleted'>) {
  const t = useTranslations();
  const client = useQueryClient();
  const deleting = useSave({ onSaved: () => client.invalidateQueries({ queryKey: [path] }) });
  return (
    <Dialog
      role="alertdialog"
      size="small"
      title={t('attachments.deleteTitle')}
      lead={t('attachments.deleteText', { name })}
      trigger={
        <Button size="small" variant="plain" aria-label={t('attachments.deleteOf', { name })}>
          {t('attachments.delete')}
        </Button>
      }
    >
      {(close) => (
        <>
          {deleting.problem && <ProblemNotice problem={deleting.problem} />}
          <DialogActions>
            <Button onPress={close}>{t('common.cancel')}</Button>
            <Button
              variant="danger"
              isPending={deleting.isPending}
              onPress={async () => {
                const announcement = t('attachments.deleted', { name });
                if (!(await deleting.save(() => api.delete(`${path}/${id}`), { announcement }))) return;
                close();
                onDeleted();
              }}
            >
              {t('attachments.delete')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
