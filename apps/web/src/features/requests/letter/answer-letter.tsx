import type { Answer, AnswerKind, ClassOfService, OriginalAnswer, RestOfRequest } from '@weir/contract';
import { isTeamReason } from '@weir/domain';
import type { ReactNode } from 'react';
import { MarkedWord, type Tone } from '@/components/data/state-word';
import { Day, Instant } from '@/components/data/time';
import type { GlyphName } from '@/components/icon/glyph';
import { Link } from '@/components/layout/link';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './answer-letter.module.css';

/** An answer as its requester reads it. One that is still being written has no time. */
export type Letter = {
  title: string;
  classOfService: ClassOfService;
  answer: Omit<Answer, 'at'> & { at: string | null };
  /** The card that the request became; `PLAT-…` while its number is not known. */
  cardRef: string | null;
};

type Props = {
  letter: Letter;
  /** The board's time zone; by default that of the page's board. */
  zone?: string;
  /** The board of the request. With it, the requests that are named are links. */
  at?: { workspace: string; boardKey: string };
  /** What the reader can do with it. */
  footer?: ReactNode;
};

/** What a requester reads. The manager sees the same before sending the answer. */
export function AnswerLetter({ letter, zone, at, footer }: Props) {
  const { title, answer } = letter;
  const sentAt = answer.at;
  const when = sentAt === null ? null : () => <Instant at={sentAt} {...(zone && { zone })} />;
  return (
    <div className={styles.letter}>
      <p className={styles.title}>
        <AnswerWord kind={answer.kind} isPart={answer.part !== undefined} />{' '}
        <span className={styles.about}>{title}</span>
      </p>
      {answer.message && (
        <p className={styles.message} dir="auto">
          {answer.message}
        </p>
      )}
      <p className={styles.facts}>
        <Facts letter={letter} at={at} />
      </p>
      {footer}
      <p className={styles.signed}>
        <Signature answer={answer} when={when} />
      </p>
    </div>
  );
}

/** Who answered and when. A guest who withdrew has no name here, and nobody did it for the team. */
function Signature({
  answer: { by, kind },
  when,
}: {
  answer: Letter['answer'];
  when: (() => ReactNode) | null;
}) {
  const t = useTranslations();
  if (by) return when ? t.rich('answers.letter.signed', { name: by.name, at: when }) : by.name;
  if (kind === 'withdrawn') return when?.() ?? null;
  return when ? t.rich('answers.letter.systemSigned', { at: when }) : t('answers.letter.system');
}

const looks: Record<AnswerKind, { glyph: GlyphName; tone: Tone }> = {
  accept: { glyph: 'check', tone: 'ok' },
  trade: { glyph: 'check', tone: 'ok' },
  defer: { glyph: 'half', tone: 'near' },
  shed: { glyph: 'half', tone: 'near' },
  expired: { glyph: 'over', tone: 'near' },
  decline: { glyph: 'block', tone: 'plain' },
  duplicate: { glyph: 'open', tone: 'plain' },
  redirect: { glyph: 'open', tone: 'plain' },
  withdrawn: { glyph: 'close', tone: 'plain' },
};

/** The outcome of a request as a word, a shape and a colour. `isPart`: only a part was accepted. */
export function AnswerWord({ kind, isPart = false }: { kind: AnswerKind; isPart?: boolean }) {
  const t = useTranslations();
  const word = isPart ? t('answers.letter.inPart') : t(`vocabulary.answers.${kind}`);
  return <MarkedWord {...looks[kind]}>{word}</MarkedWord>;
}

const bold = { b: (text: ReactNode) => <b>{text}</b> };

/** What the answer means for the request: where it is now, and when the requester can ask again. */
function Facts({ letter, at }: Pick<Props, 'letter' | 'at'>) {
  const t = useTranslations();
  const dates = useDates();
  const { answer, cardRef } = letter;
  const { kind, message, until, displaced, redirectedTo } = answer;
  return (
    <>
      <TeamReason answer={answer} />
      {cardRef && (kind === 'accept' || kind === 'trade') && (
        <span>{t.rich('answers.letter.card', { ref: cardRef, ...bold })} </span>
      )}
      {answer.part && <span>{t.rich('answers.letter.part', { title: answer.part, ...bold })} </span>}
      {answer.rest && <Rest rest={answer.rest} at={at} />}
      {displaced && (
        <span>
          {displaced.until
            ? t.rich('answers.letter.displacedGone', {
                ref: displaced.ref,
                title: displaced.title ?? '',
                until: onDay(displaced.until),
                ...bold,
              })
            : t.rich('answers.letter.displacedBack', {
                ref: displaced.ref,
                title: displaced.title ?? '',
                ...bold,
              })}{' '}
        </span>
      )}
      {kind === 'duplicate' && <Duplicate answer={answer} at={at} />}
      {kind === 'redirect' && redirectedTo && (
        <span>
          {t.rich('answers.letter.redirect', {
            board: redirectedTo.board,
            ref: redirectedTo.ref,
            request: requestLink(at && { ...at, boardKey: redirectedTo.board }, redirectedTo.number),
            ...bold,
          })}
        </span>
      )}
      {kind === 'expired' && !message && <span>{t('answers.letter.expired')} </span>}
      {kind === 'shed' && !message && <span>{t('answers.letter.shed')} </span>}
      {until && !message?.includes(dates.day(until, { long: true })) && (
        <span>
          {t.rich('answers.letter.ticket', {
            until: onDay(until),
            classOfService: t(`vocabulary.classes.${letter.classOfService}`),
          })}
        </span>
      )}
      {kind === 'withdrawn' && !message && <span>{t('answers.letter.withdrawn')}</span>}
    </>
  );
}

/** The request for the remaining part, if only a part was accepted. */
function Rest({ rest, at }: { rest: RestOfRequest } & Pick<Props, 'at'>) {
  const t = useTranslations();
  const { number, ref, title, message, until } = rest;
  return (
    <span className={styles.rest}>
      {t.rich('answers.letter.rest', { ref, title, request: requestLink(at, number), ...bold })}{' '}
      <TeamReason answer={{ kind: 'defer', reason: rest.reason }} />
      {message && <span dir="auto">{t('answers.letter.restMessage', { message })} </span>}
      {t.rich('answers.letter.restTicket', { until: onDay(until) })}
    </span>
  );
}

function Duplicate({
  answer: { duplicateOf, standing },
  at,
}: { answer: Letter['answer'] } & Pick<Props, 'at'>) {
  const t = useTranslations();
  const outcome = standing && t(`vocabulary.answers.${standing.kind}`);
  const named = duplicateOf && { ref: duplicateOf.ref, request: requestLink(at, duplicateOf.number) };
  if (!outcome)
    return (
      <span>{named ? t.rich('answers.letter.duplicate', named) : t('answers.letter.duplicateUnnamed')}</span>
    );
  return (
    <span>
      {named
        ? t.rich('answers.letter.duplicateAnswered', { ...named, outcome, ...bold })
        : t.rich('answers.letter.duplicateAnsweredUnnamed', { outcome, ...bold })}{' '}
      <Original answer={standing} />
    </span>
  );
}

/** The answer that the original request has already. Its ticket belongs to the first requester. */
function Original({ answer }: { answer: OriginalAnswer }) {
  const t = useTranslations();
  const { message, until, card } = answer;
  return (
    <>
      <TeamReason answer={answer} />
      {card && <>{t.rich('answers.letter.originalCard', { ref: card, ...bold })} </>}
      {message && <span dir="auto">{t('answers.letter.originalMessage', { message })} </span>}
      {until && t.rich('answers.letter.originalTicket', { until: onDay(until) })}
    </>
  );
}

function TeamReason({ answer: { kind, reason } }: { answer: Pick<Answer, 'kind' | 'reason'> }) {
  const t = useTranslations();
  if (!reason || reason === 'other' || !isTeamReason(kind)) return null;
  return <span>{t(`vocabulary.reasonSentences.${reason}`)} </span>;
}

function onDay(date: string) {
  return () => (
    <b>
      <Day date={date} long />
    </b>
  );
}

function requestLink(at: Props['at'], number: number) {
  return (ref: ReactNode) =>
    at ? <Link href={`/${at.workspace}/${at.boardKey}/requests/${number}`}>{ref}</Link> : <b>{ref}</b>;
}
