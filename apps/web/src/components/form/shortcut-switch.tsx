'use client';

import { switchShortcuts, useShortcutsOn } from '@/lib/shortcuts';
import { useTranslations } from '@/lib/words/use-translations';
import { Button } from './button';

/** Turns the single-key shortcuts of this browser off and on (WCAG 2.1.4). */
export function ShortcutSwitch() {
  const t = useTranslations();
  const isOn = useShortcutsOn();
  return (
    <Button onPress={() => switchShortcuts(!isOn)}>
      {isOn ? t('common.shortcuts.turnOff') : t('common.shortcuts.turnOn')}
    </Button>
  );
}
