import styles from './avatar.module.css';

/** A person's initials; screen readers hear the name. Beside the written name use `isDecorative`. */
export function Avatar({
  name,
  size = 24,
  isDecorative = false,
}: {
  name: string;
  size?: number;
  isDecorative?: boolean;
}) {
  const said = isDecorative
    ? { 'aria-hidden': true as const }
    : { role: 'img', 'aria-label': name, title: name };
  return (
    <span
      {...said}
      className={styles.avatar}
      data-tone={toneOf(name)}
      style={{ width: size, height: size, fontSize: Math.max(9, Math.round(size * 0.4)) }}
      data-initials={initials(name)}
    />
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** The same person has the same tone everywhere. It tells nothing else. */
function toneOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return sum % 5;
}
