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

/** The links of new invitations. They are shown once: only their hashes are stored. */
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
  const made = invited.flatMap((each) => ('made' in each ? [each.made] : []));
  const mailed = made.filter((each) => each.mailed);
  const refused = invited.flatMap((each) => ('problem' in each ? [each] : []));
  const [only] = made.length === 1 ? made : [];
  return (
    <>
      <div className={styles.invited}>
        {made.map(({ id, email, token }) => (
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
        {refused.length > 0 && (
          <Button onPress={() => onTryAgain(refused.map(({ email }) => email))}>
            {t('workspace.invite.tryAgain', { count: refused.length })}
          </Button>
        )}
        <Button variant="primary" onPress={close}>
          {t('workspace.invite.done')}
        </Button>
      </DialogActions>
    </>
  );
}
