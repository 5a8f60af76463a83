'use client';

import type { Mention as Mentioned } from '@weir/contract';
import MarkdownIt, { type Token } from 'markdown-it';
import { createElement, Fragment, memo, type ReactNode } from 'react';
import { useTranslations } from '@/lib/words/use-translations';
import { isOpenable } from './link-address';
import styles from './markdown.module.css';
import { mentionedIn, withNames } from './mention-source';
import { FileLink, isAttachment, NewTab, Picture } from './picture';

const parser = new MarkdownIt({
  // Tags show as they were written.
  html: false,
  linkify: true,
  // A line break of the writer is one for the reader: most texts are written without Markdown in mind.
  breaks: true,
});
/** For a text of one line: it shows no pictures. */
const inlineParser = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image');
inlineParser.validateLink = (address) => isOpenable(address);
parser.validateLink = (address) =>
  isOpenable(address) || mentionedIn(address) !== null || isAttachment(address);

/** Whether an item of a list that begins with a box, `- [x] like this`, is ticked; of other items undefined. The box is no text. */
parser.core.ruler.push('tasks', ({ tokens }) => {
  for (const [at, token] of tokens.entries()) {
    const text = tokens[at + 2]?.children?.[0];
    if (token.type !== 'list_item_open' || tokens[at + 1]?.type !== 'paragraph_open') continue;
    const box = text?.type === 'text' && /^\[([ x])\]\s+/i.exec(text.content);
    if (!text || !box) continue;
    text.content = text.content.slice(box[0].length);
    token.meta = { isDone: box[1] !== ' ' };
  }
});

/** Elements that Markdown can make, by the tag of their token. What is not here makes no element. */
const plainTags = new Set([
  'p',
  'ul',
  'ol',
  'li',
  'blockquote',
  'strong',
  'em',
  's',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
]);

/**
 * Markdown as React elements. No HTML is made of the text: each token of the parser becomes an element of `plainTags` or of
 * the few below, with attributes of our own. A link opens in a new tab. A picture is shown if it is a file of the card. Any
 * other becomes a link, so that no other site can see who reads the text. A mention shows the current name of the person or the
 * team, or its own text if that is not in `mentions`.
 */
export const RenderedMarkdown = memo(function RenderedMarkdown({
  text,
  headingLevel,
  mentions = nobody,
}: {
  text: string;
  headingLevel: number;
  mentions?: readonly Mentioned[] | undefined;
}) {
  const tokens = parser.parse(text, {});
  return (
    <div className={styles.markdown} dir="auto">
      {elementsOf(tokens, { levels: headingLevels(tokens, headingLevel), isInLink: false, mentions })}
    </div>
  );
});

/** The Markdown of a text of one line: bold, italic, code and links, without a block around it. */
export const RenderedInline = memo(function RenderedInline({ text }: { text: string }) {
  const tokens = inlineParser.parseInline(text, {});
  return (
    <span className={styles.inline}>
      {elementsOf(tokens, { levels: noHeadings, isInLink: false, mentions: nobody })}
    </span>
  );
});

const noHeadings: ReadonlyMap<Token, number> = new Map();
const nobody: readonly Mentioned[] = [];

type Context = { levels: ReadonlyMap<Token, number>; isInLink: boolean; mentions: readonly Mentioned[] };

function elementsOf(tokens: readonly Token[], context: Context): ReactNode[] {
  const elements: ReactNode[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (token.nesting !== 1) {
      elements.push(leafOf(token, at, context));
      continue;
    }
    const end = endOf(tokens, at);
    elements.push(branchOf(token, at, tokens.slice(at + 1, end), context));
    at = end;
  }
  return elements;
}

/** The index of the token that closes the one at `start`. */
function endOf(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    depth += tokens[at]?.nesting ?? 0;
    if (depth === 0) return at;
  }
  return tokens.length;
}

function branchOf(token: Token, key: number, inner: readonly Token[], context: Context): ReactNode {
  const children = () => elementsOf(inner, context);
  switch (token.type) {
    case 'heading_open':
      return createElement(`h${context.levels.get(token) ?? 6}`, { key }, ...children());
    case 'link_open': {
      const href = String(token.attrGet('href') ?? '');
      const id = mentionedIn(href);
      if (id !== null) {
        const mentioned = context.mentions.find((each) => each.id === id);
        return mentioned ? (
          <Mention key={key} name={mentioned.name} />
        ) : (
          <Fragment key={key}>{children()}</Fragment>
        );
      }
      const inLink = elementsOf(inner, { ...context, isInLink: true });
      if (isAttachment(href) && !context.isInLink)
        return (
          <FileLink key={key} address={href}>
            {inLink}
          </FileLink>
        );
      return context.isInLink ? (
        <Fragment key={key}>{inLink}</Fragment>
      ) : (
        <NewTab key={key} href={href}>
          {inLink}
        </NewTab>
      );
    }
    case 'ordered_list_open':
      return createElement('ol', { key, start: Number(token.attrGet('start') ?? 1) }, ...children());
    case 'list_item_open':
      return token.meta ? (
        <li key={key} className={styles.task}>
          <TaskBox isDone={token.meta.isDone === true} />
          {children()}
        </li>
      ) : (
        createElement('li', { key }, ...children())
      );
    default:
      if (token.hidden || !plainTags.has(token.tag)) return <Fragment key={key}>{children()}</Fragment>;
      return createElement(token.tag, { key }, ...children());
  }
}

function leafOf(token: Token, key: number, context: Context): ReactNode {
  switch (token.type) {
    case 'inline':
      return <Fragment key={key}>{elementsOf(token.children ?? [], context)}</Fragment>;
    case 'softbreak':
    case 'hardbreak':
      return <br key={key} />;
    case 'hr':
      return <hr key={key} />;
    case 'code_inline':
      return <code key={key}>{withNames(token.content)}</code>;
    case 'fence':
    case 'code_block':
      return (
        <pre key={key} dir="ltr">
          <code>{withNames(token.content)}</code>
        </pre>
      );
    case 'image':
      return (
        <Picture
          key={key}
          address={String(token.attrGet('src') ?? '')}
          text={token.content}
          isInLink={context.isInLink}
        />
      );
    default:
      return token.content;
  }
}

/** The box of a task in a text. It is ticked by editing the text. */
function TaskBox({ isDone }: { isDone: boolean }) {
  const t = useTranslations();
  const text = t('components.markdown.task', { isDone: `${isDone}` });
  return <input type="checkbox" disabled checked={isDone} aria-label={text} title={text} />;
}

function Mention({ name }: { name: string }) {
  return <span className={styles.mention}>@{name}</span>;
}

/** The level of each heading: the text's own levels from `first` on, without a gap between one and the next below it. */
function headingLevels(tokens: readonly Token[], first: number): Map<Token, number> {
  const levels = new Map<Token, number>();
  const above: number[] = [];
  for (const token of tokens) {
    if (token.type !== 'heading_open') continue;
    const own = Number(token.tag.slice(1));
    while (above.length > 0 && (above.at(-1) ?? 0) >= own) above.pop();
    levels.set(token, Math.min(first + above.length, 6));
    above.push(own);
  }
  return levels;
}
