'use client';

import { can } from '@weir/contract';
import { type ReactNode, useRef } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useTranslations } from '@/lib/words/use-translations';
import { useAskedPart } from '../use-asked-part';
import { AttachmentRow } from './attachment-row';
import styles from './attachments.module.css';
import { useCardFiles } from './attachments-context';
import { usePastedPictures } from './paste-pictures';
import { UploadRow } from './upload-row';
import { useFileDrop } from './use-file-drop';

/** The files of a card, and those on their way to it. */
export function Attachments({ canEdit }: { canEdit: boolean }) {
  const t = useTranslations();
  const { role, me } = useWorkspace();
  const { path, items, problem, keepFinal, uploads, add, retry, discard } = useCardFiles();
  const section = useRef<HTMLElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useAskedPart('file', button);
  if (items.length === 0 && !canEdit && !problem) return null;
  return (
    <section ref={section} tabIndex={-1} className={styles.attachments} aria-label={t('attachments.title')}>
      <h3>{t('attachments.title')}</h3>
      {problem && <ProblemNotice problem={problem} role="status" />}
      {items.length + uploads.length > 0 && (
        <ul className={styles.files}>
          {items.map((attachment) => (
            <AttachmentRow
              key={attachment.id}
              attachment={attachment}
              path={path}
              canDelete={canEdit && (attachment.by?.id === me.id || can(role, 'deleteAttachments'))}
              onDeleted={() => {
                keepFinal();
                focusRows(section);
              }}
            />
          ))}
          {uploads.map((each) => (
            <UploadRow
              key={each.key}
              upload={each}
              onRetry={() => retry(each)}
              onDiscard={() => discard(each.key)}
            />
          ))}
        </ul>
      )}
      {canEdit && (
        <div className={styles.add}>
          <Button ref={button} size="small" onPress={() => input.current?.click()}>
            <Glyph name="clip" size={14} /> {t('attachments.add')}
          </Button>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            onChange={({ target }) => {
              add([...(target.files ?? [])]);
              // The same file can be chosen again.
              target.value = '';
            }}
          />
          <span className={styles.hint}>{t('attachments.hint')}</span>
        </div>
      )}
    </section>
  );
}

/** Where files can be dropped to add them to a card: everything inside. */
export function DropTarget({
  cardRef,
  isEnabled,
  className,
  children,
}: {
  cardRef: string;
  isEnabled: boolean;
  className: string | undefined;
  children: ReactNode;
}) {
  const t = useTranslations();
  const { add } = useCardFiles();
  const element = useRef<HTMLDivElement>(null);
  const isOver = useFileDrop(element, isEnabled ? add : null);
  usePastedPictures(element, isEnabled ? add : null);
  return (
    <div ref={element} className={`${styles.target} ${className}`}>
      {children}
      {isOver && (
        <div className={styles.over}>
          <p>{t('attachments.drop', { ref: cardRef })}</p>
        </div>
      )}
    </div>
  );
}
