'use client';

import { languageNames, languages } from '@weir/words';
import { Button } from '@/components/form/button';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './access.module.css';
import { useChooseLanguage } from './use-choose-language';

/** Lets a visitor choose the language before sign-in. */
export function LanguageChoice() {
  const t = useTranslations();
  const { language, chooseLanguage } = useChooseLanguage();
  return (
    <nav className={styles.languages} aria-label={t('access.language')}>
      {languages.map((each) => (
        <Button
          key={each}
          variant="plain"
          size="small"
          lang={each}
          aria-pressed={each === language}
          onPress={() => chooseLanguage(each)}
        >
          {languageNames[each]}
        </Button>
      ))}
    </nav>
  );
}
