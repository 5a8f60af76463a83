import { useTranslations } from '@/lib/words/use-translations';
import styles from './skip-link.module.css';

/** The first stop of the Tab key: past the bar to the content. */
export function SkipLink() {
  const t = useTranslations();
  return (
    <a className={styles.skip} href="#content">
      {t('common.skipToPage')}
    </a>
  );
}
