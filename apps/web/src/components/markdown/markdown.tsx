'use client';

import type { Mention } from '@weir/contract';
import { useEffect, useState } from 'react';
import { withAllWords } from '@/lib/words/messages-of';
import styles from './markdown.module.css';
import { withNames } from './mention-source';
import type { RenderedInline, RenderedMarkdown } from './rendered-markdown';

type Props = {
  text: string;
  /** The level of the text's first headings: one below the heading above the text. */
  headingLevel: number;
  /** The people and teams that the text mentions, with their current names. */
  mentions?: readonly Mention[] | undefined;
};
type Renderer = { RenderedMarkdown: typeof RenderedMarkdown; RenderedInline: typeof RenderedInline };

let loaded: Renderer | undefined;

/**
 * A text of a person, in Markdown. The renderer is a file of its own, loaded when the first text shows; until then,
 * and if it can't be loaded, the text shows as it was written.
 */
export function Markdown({ text, headingLevel, mentions }: Props) {
  const loaded = useRenderer();
  if (loaded) return <loaded.RenderedMarkdown text={text} headingLevel={headingLevel} mentions={mentions} />;
  return (
    <div className={`${styles.markdown} ${styles.source}`} dir="auto">
      {withNames(text)}
    </div>
  );
}

/** The same for a text of one line. It supports only bold, italic, code and links. */
export function InlineMarkdown({ text }: { text: string }) {
  const loaded = useRenderer();
  return loaded ? <loaded.RenderedInline text={text} /> : text;
}

function useRenderer(): Renderer | undefined {
  const [, setLoaded] = useState(loaded !== undefined);
  useEffect(() => {
    if (loaded) return;
    let isShown = true;
    withAllWords(import('./rendered-markdown')).then(
      ({ RenderedMarkdown, RenderedInline }) => {
        loaded = { RenderedMarkdown, RenderedInline };
        if (isShown) setLoaded(true);
      },
      // Offline, or the file is of an older build: the next text tries again.
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, []);
  return loaded;
}
