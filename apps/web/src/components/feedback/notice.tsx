import type { ReactNode } from 'react';
import { OwnGlyph, type OwnGlyphName } from '../icon/own-glyph';
import styles from './notice.module.css';

export type NoticeTone = 'info' | 'ok' | 'warn' | 'refusal';

const glyphs: Record<NoticeTone, OwnGlyphName> = {
  info: 'open',
  ok: 'check',
  warn: 'half',
  refusal: 'block',
};

/** A message in place. `role="alert"` interrupts a screen reader, `status` waits. */
export function Notice({
  tone = 'info',
  title,
  children,
  actions,
  role,
}: {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  role?: 'status' | 'alert';
}) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} data-tone={tone} role={role}>
      <OwnGlyph name={glyphs[tone]} size={14} className={styles.glyph} />
      <div className={styles.body}>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div className={styles.text}>{children}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
