import type { Translate } from '@weir/words';
import styles from './pictures.module.css';

type Props = { t: Translate };

/** A card without words. `tone` is how it stands out. */
function Block({ tone = 'plain' }: { tone?: 'plain' | 'marked' | 'gap' }) {
  return <span className={`${styles.block} ${styles[tone]}`} />;
}

function Blocks({ count, tone }: { count: number; tone?: 'plain' | 'marked' | 'gap' }) {
  return Array.from({ length: count }, (_, at) => at + 1).map((place) => (
    <Block key={place} {...(tone && { tone })} />
  ));
}

function Column({ name, load, max }: { name: string; load: number; max: number }) {
  return (
    <span className={`${styles.column} ${load === max ? styles.full : ''}`}>
      <span className={styles.name}>
        {name} <b>{`${load}/${max}`}</b>
      </span>
      <Blocks count={load} />
    </span>
  );
}

/** An arrow to the right; with a bar in front of it, it leads nowhere. */
function Arrow({ isBarred = false }: { isBarred?: boolean }) {
  return (
    <svg
      aria-hidden="true"
      className={isBarred ? styles.barred : styles.arrow}
      viewBox="0 0 40 20"
      width="40"
      height="20"
    >
      <path d="M2 10h26m-6-6 6 6-6 6" fill="none" stroke="currentColor" strokeWidth="2" />
      {isBarred && <path d="M36 2v16" stroke="currentColor" strokeWidth="3" />}
    </svg>
  );
}

export function LimitsPicture({ t }: Props) {
  return (
    <span className={styles.row}>
      <Column name={t('boardTemplates.software.columns.ready')} load={2} max={5} />
      <Arrow isBarred />
      <Column name={t('boardTemplates.software.columns.doing')} load={3} max={3} />
      <span className={styles.wide}>
        <Arrow />
      </span>
      <span className={styles.wide}>
        <Column name={t('boardTemplates.software.columns.review')} load={1} max={2} />
      </span>
    </span>
  );
}

export function RefusalsPicture({ t }: Props) {
  return (
    <span className={styles.row}>
      <Block tone="marked" />
      <Arrow isBarred />
      <Column name={t('boardTemplates.software.columns.doing')} load={3} max={3} />
      <span className={styles.ways}>
        {(['finish', 'swap', 'putBack'] as const).map((way) => (
          <span key={way} className={styles.chip}>
            {t(`help.refusals.${way}`)}
          </span>
        ))}
      </span>
    </span>
  );
}

export function IntakePicture({ t }: Props) {
  return (
    <span className={styles.stack}>
      <span className={styles.queue}>
        <Blocks count={7} />
        <Block tone="marked" />
      </span>
      <span className={styles.row}>
        <Block tone="gap" />
        <Arrow isBarred />
        <span className={styles.letter}>
          <b>{t('help.intake.notNow')}</b>
          {t('help.intake.comeBack')}
        </span>
      </span>
    </span>
  );
}

export function AnswersPicture({ t }: Props) {
  return (
    <span className={styles.row}>
      <Block tone="marked" />
      <Arrow />
      <span className={styles.answers}>
        {(['accept', 'trade', 'decline', 'defer'] as const).map((answer) => (
          <span key={answer} className={styles.chip} data-answer={answer}>
            {t(`help.answers.${answer}`)}
          </span>
        ))}
      </span>
    </span>
  );
}

export function PressurePicture({ t }: Props) {
  return (
    <span className={styles.stack}>
      <span className={styles.scale}>
        <span className={styles.flowing} />
        <span className={styles.tight} />
        <span className={styles.saturated} />
      </span>
      <span className={styles.marks}>
        {[0, 0.7, 0.9].map((level) => (
          <span key={level} style={{ insetInlineStart: `${level * 100}%` }}>
            {t('help.pressure.mark', { level })}
          </span>
        ))}
      </span>
    </span>
  );
}

export function CommitmentPicture({ t }: Props) {
  return (
    <span className={styles.line}>
      {(['asked', 'committed', 'delivered'] as const).map((point) => (
        <span key={point} className={styles.point} data-point={point}>
          {t(`help.commitment.${point}`)}
        </span>
      ))}
    </span>
  );
}

/** Across and down, in the picture's own units. */
const dots = [
  [14, 62],
  [38, 44],
  [58, 70],
  [84, 52],
  [102, 38],
  [126, 66],
  [148, 12],
  [166, 56],
  [190, 46],
  [214, 64],
];

export function FlowPicture({ t }: Props) {
  return (
    <svg viewBox="0 0 320 84" width="320" height="84" className={styles.dots} aria-hidden="true">
      <path d="M0 80H230M0 30H230" />
      <text x="236" y="34">
        {t('help.flow.within')}
      </text>
      {dots.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="4" />
      ))}
    </svg>
  );
}

/** Days on which a forecast becomes more certain: across, and down for its certainty. */
const levels = [
  [70, 50],
  [112, 36],
  [150, 22],
  [204, 12],
] as const;

export function ForecastPicture({ t }: Props) {
  const steps = levels.map(([x, y]) => `H${x}V${y}`).join('');
  return (
    <svg viewBox="0 0 320 84" width="320" height="84" className={styles.dots} aria-hidden="true">
      <path d="M0 80H230" />
      <path d={`M0 80${steps}H230`} fill="none" />
      <text x="158" y="40">
        {t('help.forecasts.by')}
      </text>
      {levels.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="4" />
      ))}
    </svg>
  );
}
