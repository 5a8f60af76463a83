'use client';

import { ShortcutSwitch } from '@/components/form/shortcut-switch';
import { Glyph } from '@/components/icon/glyph';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { useShortcutsOn } from '@/lib/shortcuts';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './keyboard-help.module.css';

const shortcuts = [
  { keys: ['up', 'down', 'left', 'right'], action: 'focus', isReading: true },
  { keys: ['enter'], action: 'open', isReading: true },
  { keys: ['M'], action: 'move', isReading: false },
  { keys: ['[', ']'], action: 'moveSideways', isReading: false },
  { keys: ['alt', 'up', 'down', 'left', 'right'], action: 'moveByArrow', isReading: false },
  { keys: ['alt', 'shift', 'up', 'down'], action: 'moveToLane', isReading: false },
  { keys: ['B'], action: 'block', isReading: false },
  { keys: ['E'], action: 'describe', isReading: false },
  { keys: ['N'], action: 'create', isReading: false },
  { keys: ['/'], action: 'search', isReading: true },
  { keys: ['F'], action: 'filter', isReading: true },
  { keys: ['escape'], action: 'close', isReading: true },
  { keys: ['?'], action: 'help', isReading: true },
] as const;

export function KeyboardHelp({ canEdit, onClose }: { canEdit: boolean; onClose: () => void }) {
  const t = useTranslations();
  const isOn = useShortcutsOn();
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('board.keys.title')}
      lead={isOn ? t('board.keys.lead') : t('board.keys.off')}
      size="small"
    >
      <dl className={styles.keys}>
        {shortcuts
          .filter(({ isReading }) => canEdit || isReading)
          .map(({ keys, action }) => (
            <div key={action}>
              <dt>
                {keys.map((key) => (
                  <Key key={key} name={key} />
                ))}
              </dt>
              <dd>{t(`board.keys.${action}`)}</dd>
            </div>
          ))}
      </dl>
      <DialogActions>
        <ShortcutSwitch />
      </DialogActions>
    </Dialog>
  );
}

type KeyName = (typeof shortcuts)[number]['keys'][number];

function Key({ name }: { name: KeyName }) {
  const t = useTranslations();
  switch (name) {
    case 'up':
    case 'down':
    case 'left':
    case 'right':
      return (
        <kbd data-arrow={name}>
          {/* Drawn: not every font has the arrows. */}
          <Glyph name="onward" size={12} />
          <VisuallyHidden>{t(`board.keys.arrow.${name}`)}</VisuallyHidden>
        </kbd>
      );
    case 'alt':
    case 'enter':
    case 'escape':
    case 'shift':
      return <kbd>{t(`board.keys.named.${name}`)}</kbd>;
    default:
      return <kbd>{name}</kbd>;
  }
}
