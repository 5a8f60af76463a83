'use client';

import type { Notice, NoticeKind } from '@weir/contract';
import { Ago } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { Glyph, type GlyphName } from '@/components/icon/glyph';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './notices.module.css';

const glyphs: Record<NoticeKind, GlyphName> = {
  answered: 'letter',
  displaced: 'half',
  putBack: 'half',
  ticketDue: 'onward',
  question: 'note',
  reply: 'note',
  reminder: 'half',
  overdue: 'over',
  gate: 'gateNarrow',
  rest: 'gateNarrow',
  begun: 'onward',
  blocked: 'over',
  unblocked: 'onward',
  takenOff: 'over',
  restored: 'onward',
  delivered: 'letter',
  expected: 'half',
  answerMoved: 'half',
  room: 'onward',
  submitted: 'letter',
  newRequest: 'note',
  mentioned: 'note',
  assigned: 'person',
  commented: 'comment',
  cardBlocked: 'over',
  cardUnblocked: 'onward',
  dueSoon: 'calendar',
  overridden: 'over',
  slotFree: 'onward',
  webhookOff: 'over',
  trialEnded: 'half',
  waitChanged: 'half',
};

/** One notice. Opening its subject marks it as read, and so does its button. The API words title and text for the reader. */
export function NoticeLine({
  notice,
  onOpen,
  onRead,
}: {
  notice: Notice;
  onOpen: () => void;
  onRead: () => void;
}) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { kind, at, readAt, board, request, card, title, text } = notice;
  const isNew = readAt === null;
  return (
    <li className={styles.notice} data-new={isNew || undefined}>
      <Glyph name={glyphs[kind]} size={14} className={styles.glyph} />
      <div className={styles.words}>
        <p className={styles.title}>
          {isNew && <span className={styles.new}>{t('workspace.notices.new')}</span>}
          <Link href={addressOf(slug, notice)} onClick={() => isNew && onOpen()}>
            {title}
          </Link>
        </p>
        <div className={styles.text} dir="auto">
          {text.split('\n\n').map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
        <p className={styles.soft}>
          {t(`workspace.notices.kind.${kind}`)} · {board.name} ·{' '}
          {(request || card) && <span>{(request ?? card)?.ref} ·</span>} <Ago at={at} />
        </p>
      </div>
      {isNew && (
        <Button
          size="small"
          variant="plain"
          className={styles.read ?? ''}
          aria-label={t('workspace.notices.markReadOf', { title })}
          onPress={onRead}
        >
          <Glyph name="check" size={14} />
        </Button>
      )}
    </li>
  );
}

/** The place that a notice is about: its card or comment, its request, or a page of its board. */
function addressOf(slug: string, { kind, board, request, card, column }: Notice): string {
  const home = `/${slug}/${board.key}`;
  if (card)
    return card.comment === null
      ? `${home}?card=${card.number}`
      : `${home}/cards/${card.number}#comment-${card.comment}`;
  if (request)
    return kind === 'newRequest'
      ? `${home}/intake?request=${request.number}`
      : `${home}/requests/${request.number}`;
  switch (kind) {
    case 'room':
      return `${home}/ask`;
    case 'gate':
    case 'rest':
      return `${home}/intake`;
    case 'slotFree':
      return column ? `${home}#column-${column.id}` : home;
    case 'overridden':
      return `${home}/overrides`;
    case 'trialEnded':
      return `${home}/flow/trials`;
    case 'webhookOff':
      return `/${slug}/settings/webhooks`;
    default:
      return home;
  }
}
