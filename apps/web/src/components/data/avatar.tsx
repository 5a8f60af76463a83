import type { Member } from '@weir/contract';
import type { CSSProperties } from 'react';
import type { PlaceState } from '@/lib/board/capacity';
import { useAvatar } from '@/lib/context/avatars';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './avatar.module.css';

/** A person's load: as a ring with its own shape and colour, and in words. */
export type AvatarMark = { state: PlaceState; word: string };

/**
 * A person's picture, or their initials while it loads and without one. A service account has a square instead. Screen
 * readers hear the name, what it is if not a person, and with a `mark` what that says. Beside the written name use
 * `isDecorative`.
 */
export function Avatar({
  person: { id, name, kind },
  size = 24,
  isDecorative = false,
  mark,
}: {
  person: { id?: string | undefined; name: string; kind?: Member['kind'] };
  size?: number;
  isDecorative?: boolean;
  mark?: AvatarMark | null | undefined;
}) {
  const t = useTranslations();
  const picture = useAvatar(id);
  const isService = kind === 'service' || picture === null;
  const named = isService ? t('components.serviceAccount', { name }) : name;
  const words = mark ? `${named}: ${mark.word}` : named;
  const label = isDecorative
    ? { 'aria-hidden': true as const }
    : { role: 'img', 'aria-label': words, title: words };
  return (
    <span
      {...label}
      className={styles.avatar}
      data-tone={toneOf(name)}
      data-mark={mark?.state}
      data-kind={isService ? 'service' : undefined}
      style={
        {
          width: size,
          height: size,
          fontSize: Math.max(9, Math.round(size * 0.4)),
          ...(picture && { '--picture': `url(${picture})` }),
        } as CSSProperties
      }
      data-initials={initials(name)}
    />
  );
}

/** “Bao Brandt” is drawn as “BB”. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** The same person has the same tone everywhere. The tone has no meaning. */
function toneOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return sum % 5;
}
