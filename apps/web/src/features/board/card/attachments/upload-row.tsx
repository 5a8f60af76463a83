'use client';

import { ProgressBar } from 'react-aria-components';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './attachments.module.css';
import type { Upload } from './use-uploads';

/** A file that is being uploaded: its progress, or why it was refused. It stays chosen for another try. */
export function UploadRow({
  upload: { file, sent, problem, refusal },
  onRetry,
  onDiscard,
}: {
  upload: Upload;
  onRetry: () => void;
  onDiscard: () => void;
}) {
  const t = useTranslations();
  return (
    <li className={styles.file}>
      <span className={styles.preview} aria-hidden="true">
        <Glyph name="file" size={18} />
      </span>
      <span className={styles.about}>
        <span className={styles.name} dir="auto">
          {file.name}
        </span>
        {refusal && (
          <span className={styles.refusal} role="alert">
            {refusal}
          </span>
        )}
        {problem && <ProblemNotice problem={problem} />}
        {!problem && !refusal && (
          <ProgressBar
            className={styles.progress!}
            aria-label={t('attachments.uploading', { name: file.name })}
            value={sent * 100}
            isIndeterminate={sent === 1}
          >
            {({ percentage = 100 }) => <span style={{ width: `${percentage}%` }} />}
          </ProgressBar>
        )}
      </span>
      {(problem || refusal) && (
        <span className={styles.again}>
          {problem && (
            <Button size="small" onPress={onRetry}>
              {t('common.tryAgain')}
            </Button>
          )}
          <Button size="small" variant="plain" onPress={onDiscard}>
            {t('common.discard')}
          </Button>
        </span>
      )}
    </li>
  );
}
