import type { Requester } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './guest-address.module.css';

/** The confirmed address of a guest, which only those who answer have, and whether mail reaches it. */
export function GuestAddress({ of: { email, undeliverable } }: { of: Requester }) {
  const t = useTranslations();
  if (!email && !undeliverable) return null;
  return (
    <div className={styles.address}>
      {email && (
        <p>{t.rich('requests.guest.address', { address: () => <a href={`mailto:${email}`}>{email}</a> })}</p>
      )}
      {undeliverable && <p className={styles.warning}>{t('requests.guest.undeliverable')}</p>}
    </div>
  );
}
