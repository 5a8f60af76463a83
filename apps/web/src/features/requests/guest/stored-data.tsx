import { useTranslations } from '@/lib/words/use-translations';
import styles from './guest.module.css';

/** What is stored of a guest, who reads it, and until when. */
export function StoredData({ on }: { on: 'form' | 'receipt' | 'page' }) {
  const t = useTranslations();
  return <p className={styles.stored}>{t('guest.stored.text', { on })}</p>;
}
