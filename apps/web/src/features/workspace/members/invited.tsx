'use client';

import { useFormatter } from 'next-intl';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CopyField } from '@/components/form/copy-field';
import { DialogActions } from '@/components/overlay/dialog';
import { useTranslations } from '@/lib/words/use-translations';
import type { Invited } from './invite-all';
import styles from './members.module.css';

/**
 * The links of the invitations, and for each address what happened. Links are shown once: only their hashes are stored.
 */
export function InvitedPeople({
  invited,
  onTryAgain,
  close,
}: {
  invited: readonly Invited[];
  /** Called with the addresses that were refused. */
  onTryAgain: (emails: string[]) => void;
  close: () => void;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const links = invited.flatMap((each) => ('made' in each ? [each.made] : []));
  const made = links.filter(({ isNew }) => isNew);
  const before = links.filter(({ isNew }) => !isNew);
  const mailed = made.filter((each) => each.mailed);
  const refused = invited.flatMap((each) => ('problem' in each ? [each] : []));
  // Another attempt has the same outcome.
  const failed = refused.filter(({ problem }) => problem.code !== 'already-member');
  const [only] = links.length === 1 ? links : [];
  return (
    <>
      <div className={styles.invited}>
        {links.map(({ id, email, token }) => (
          <CopyField
            key={id}
            label={
              only || email === null ? t('workspace.invite.link') : t('workspace.invite.linkFor', { email })
            }
            value={`${window.location.origin}/invitations/${token}`}
          />
        ))}
        {made.length > 0 &&
          (mailed.length > 0 ? (
            <Notice
              tone="ok"
              title={t('workspace.invite.mailed', { count: mailed.length, email: mailed[0]?.email ?? '' })}
            >
              <p>{t('workspace.invite.mailedText', { count: mailed.length })}</p>
            </Notice>
          ) : (
            <Notice tone="info">{t('workspace.invite.copyNow', { count: made.length })}</Notice>
          ))}
        {before.length > 0 && (
          <Notice
            tone="info"
            title={t('workspace.invite.before', {
              count: before.length,
              emails: format.list(before.map(({ email }) => email ?? '')),
            })}
          >
            <p>{t('workspace.invite.beforeText', { count: before.length })}</p>
          </Notice>
        )}
        {/* Addresses that were not tried share one problem. */}
        {[...Map.groupBy(refused, ({ problem }) => problem)].map(([problem, those]) => {
          const emails = format.list(those.map(({ email }) => email));
          return (
            <section key={emails} aria-label={emails}>
              <p className={styles.name}>
                {t('workspace.invite.notInvited', { count: those.length, emails })}
              </p>
              <ProblemNotice problem={problem} />
            </section>
          );
        })}
      </div>
      <DialogActions>
        {failed.length > 0 && (
          <Button onPress={() => onTryAgain(failed.map(({ email }) => email))}>
            {t('workspace.invite.tryAgain', { count: failed.length })}
          </Button>
        )}
        <Button variant="primary" onPress={close}>
          {t('workspace.invite.done')}
        </Button>
      </DialogActions>
    </>
  );
}
