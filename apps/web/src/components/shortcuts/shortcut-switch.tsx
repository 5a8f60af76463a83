'use client';

import { useShortcutsSwitch } from '@/lib/keys/shortcuts';
import { useTranslations } from '@/lib/words/use-translations';
import { Button } from '../form/button';

/** Turns the person's single-key shortcuts off and on (WCAG 2.1.4). */
export function ShortcutSwitch() {
  const t = useTranslations();
  const { isOn, turn } = useShortcutsSwitch();
  return (
    <Button onPress={() => turn(!isOn)}>
      {isOn ? t('common.shortcuts.turnOff') : t('common.shortcuts.turnOn')}
    </Button>
  );
}
