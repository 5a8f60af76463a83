'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Invitation, InvitationDelivery, InvitationList, InvitationReceipt } from '@weir/contract';
import { StateWord } from '@/components/data/state-word';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './members.module.css';

/** The path by which the open invitations are read, here and on the server. */
export function invitationsPath(workspace: string): string {
  return `${adminPaths.invitations(workspace)}?size=200`;
}

/** The invitations that can still be used. */
export function Invitations({ first }: { first: InvitationList }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { data } = useQuery({ ...reading<InvitationList>(invitationsPath(slug)), initialData: first });
  if (data.items.length === 0) return null;
  return (
    <section className={styles.invitations} aria-labelledby="invitations">
      <h2 id="invitations">{t('workspace.invitations.title')}</h2>
      <ul className={styles.list}>
        {data.items.map((invitation) => (
          <InvitationLine key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </section>
  );
}

function InvitationLine({ invitation }: { invitation: Invitation }) {
  const t = useTranslations();
  const { slug, me } = useWorkspace();
  const client = useQueryClient();
  const { id, role, email, by, expiresAt, delivery } = invitation;
  const renew = () => client.invalidateQueries({ queryKey: [invitationsPath(slug)] });
  const revoking = useSave();
  const sending = useSave({ onSaved: renew });
  const revoke = async () => {
    await revoking.save(() => api.delete(adminPaths.invitation(slug, id)), {
      announcement: t('workspace.invitations.revoked'),
    });
    await renew();
  };
  const sendAgain = () =>
    sending.save(() => api.post<InvitationReceipt>(`${adminPaths.invitation(slug, id)}/mails`), {
      announcement: t('workspace.invitations.sent', { email: email ?? '' }),
    });
  const problem = revoking.problem ?? sending.problem;
  return (
    <li className={styles.line}>
      <span className={styles.person}>
        <span className={styles.name}>{email ?? t('workspace.invitations.anyone')}</span>
        <span className={styles.soft}>
          {t.rich('workspace.invitations.facts', {
            role: t(`common.roles.${role}.name`),
            known: by ? 'yes' : 'no',
            name: by?.name ?? '',
            ends: () => <Ago at={expiresAt} />,
          })}
        </span>
        {delivery && <Delivery delivery={delivery} />}
      </span>
      {email !== null && me.mail && (
        <Button
          size="small"
          isPending={sending.isPending}
          onPress={sendAgain}
          aria-label={t('workspace.invitations.sendAgainTo', { email })}
        >
          {t('workspace.invitations.sendAgain')}
        </Button>
      )}
      <Button variant="plain" size="small" isPending={revoking.isPending} onPress={revoke}>
        {t('workspace.invitations.revoke')}
      </Button>
      {problem && (
        <div className={styles.problem}>
          <ProblemNotice problem={problem} />
        </div>
      )}
    </li>
  );
}

/** What became of the mail with the link. One that arrived needs no colour. */
function Delivery({ delivery: { state, at, reason } }: { delivery: InvitationDelivery }) {
  const t = useTranslations();
  const isLost = state === 'bounced' || state === 'failed';
  const text = t.rich(`workspace.invitations.delivery.${state}`, { at: () => <Ago at={at} /> });
  return (
    <span className={styles.soft}>
      {isLost ? (
        <StateWord state="full" size="small">
          {text}
        </StateWord>
      ) : (
        text
      )}
      {reason !== null && <span className={styles.reason}>{reason}</span>}
    </span>
  );
}
