'use client';

import type { Mention } from '@weir/contract';
import { type ComponentProps, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslations } from '@/lib/words/use-translations';
import { TextArea } from '../form/text-field';
import { Markdown } from './markdown';
import styles from './markdown-field.module.css';
import { MentioningArea } from './mentioning-area';
import { pasteHtml } from './paste-html';

/**
 * A field for a text in Markdown, which shows on request how it will read. `headingLevel` as of `Markdown`. `isQuiet`: an empty
 * field offers no preview and says nothing of Markdown. `mentionable`: the people and teams that it can mention.
 */
export function MarkdownField({
  headingLevel,
  isQuiet = false,
  mentionable,
  ...field
}: ComponentProps<typeof TextArea> & {
  value: string;
  onChange: (value: string) => void;
  headingLevel: number;
  isQuiet?: boolean;
  mentionable?: readonly Mention[];
}) {
  const t = useTranslations();
  const [chosen, setShown] = useState<'source' | 'preview'>('source');
  const isBare = isQuiet && !field.value.trim();
  const shown = isBare ? 'source' : chosen;
  return (
    <div className={styles.field}>
      {!isBare && (
        <ToggleButtonGroup
          className={styles.switch}
          aria-label={t('components.markdown.show')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[shown]}
          onSelectionChange={([key]) => setShown(key === 'preview' ? 'preview' : 'source')}
        >
          <ToggleButton id="source" className={styles.choice}>
            {t('components.markdown.source')}
          </ToggleButton>
          <ToggleButton id="preview" className={styles.choice}>
            {t('components.markdown.preview')}
          </ToggleButton>
        </ToggleButtonGroup>
      )}
      {shown === 'source' ? (
        mentionable ? (
          <MentioningArea {...field} onPaste={pasteHtml} mentionable={mentionable} />
        ) : (
          <TextArea {...field} onPaste={pasteHtml} />
        )
      ) : (
        <div className={styles.preview}>
          {field.value.trim() ? (
            <Markdown text={field.value} headingLevel={headingLevel} mentions={mentionable} />
          ) : (
            <p className={styles.nothing}>{t('components.markdown.nothing')}</p>
          )}
        </div>
      )}
      {shown === 'source' && !isBare && (
        <p className={styles.hint}>
          {t(mentionable ? 'components.markdown.hintMention' : 'components.markdown.hint')}
        </p>
      )}
    </div>
  );
}
