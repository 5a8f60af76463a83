import type { Work, WorkState } from '@weir/contract';
import { MarkedWord, type Tone } from '@/components/data/state-word';
import { Day } from '@/components/data/time';
import type { GlyphName } from '@/components/icon/glyph';
import { useBoardZone } from '@/lib/context/board';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './work-word.module.css';

const looks: Record<WorkState, { glyph: GlyphName; tone: Tone }> = {
  queued: { glyph: 'open', tone: 'plain' },
  begun: { glyph: 'onward', tone: 'low' },
  blocked: { glyph: 'blocked', tone: 'full' },
  putBack: { glyph: 'back', tone: 'near' },
  takenOff: { glyph: 'close', tone: 'near' },
  delivered: { glyph: 'check', tone: 'ok' },
};

/** What became of accepted work, as a word, a shape and a colour. */
export function WorkWord({ state }: { state: WorkState }) {
  const t = useTranslations();
  return <MarkedWord {...looks[state]}>{t(`work.states.${state}`)}</MarkedWord>;
}

/** The day that counts in a list: when the work is expected, or when it was delivered or taken off the board. */
export function WorkDay({ work: { state, since, expected, received } }: { work: Work }) {
  const t = useTranslations();
  const dates = useDates();
  const zone = useBoardZone();
  if (state === 'delivered' || state === 'takenOff')
    return (
      <span className={styles.day}>
        <time dateTime={since}>{dates.dayOf(since, zone)}</time>
        {received && ` · ${t('work.brief.received')}`}
      </span>
    );
  return (
    <span className={styles.day}>
      {expected && !('unknown' in expected)
        ? t.rich('work.brief.expected', { day: () => <Day date={expected.p85} /> })
        : t('work.brief.unknown')}
    </span>
  );
}
