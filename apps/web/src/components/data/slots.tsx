import styles from './slots.module.css';

const mostDrawn = 24;

/**
 * Draws slots: taken ones filled, free ones dashed, those over the limit marked. `label` is the text for screen
 * readers (“7 of 8 waiting”); without one the slots only illustrate the text next to them. More than two dozen are
 * drawn as a bar.
 */
export function Slots({
  filled,
  max,
  label,
  kind = 'normal',
  size = 'normal',
}: {
  filled: number;
  max: number;
  label?: string;
  kind?: 'normal' | 'expedite';
  size?: 'normal' | 'small';
}) {
  const all = Math.max(filled, max);
  const scale = Math.min(1, mostDrawn / Math.max(1, all));
  const at = (places: number) => Math.round(places * scale);
  return (
    <span
      className={`${styles.slots} ${kind === 'expedite' ? styles.expedite : ''} ${size === 'small' ? styles.small : ''}`}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {slotNumbers(at(all)).map((place) => (
        <i key={place} data-state={place >= at(max) ? 'over' : place < at(filled) ? 'taken' : 'free'} />
      ))}
    </span>
  );
}

/** 0 to `count` − 1. Slots differ only by their number, so it is their key. */
export function slotNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, slot) => slot);
}
