'use client';

import { Button } from '@/components/form/button';
import { useTranslations } from '@/lib/words/use-translations';
import { StillSignedIn } from '../../signing-out/still-signed-in';
import { useSignOut } from '../../signing-out/use-sign-out';

type Props = {
  /** The address of the account that is signed in. */
  account: string;
  /** Nothing else can be done here, and the page says who is signed in. */
  isMain?: boolean;
};

/** Says who is signed in, and signs out to use another account on the same page, with the token in its address. */
export function OtherAccount({ account, isMain = false }: Props) {
  const t = useTranslations();
  const signingOut = useSignOut(() => window.location.reload());
  return (
    <>
      {!isMain && <p>{t('access.invitation.signedInAs', { email: account })}</p>}
      <Button
        variant={isMain ? 'primary' : 'quiet'}
        size={isMain ? 'normal' : 'small'}
        onPress={signingOut.ask}
        isPending={signingOut.pending !== null}
      >
        {t('access.invitation.changeAccount')}
      </Button>
      <StillSignedIn signingOut={signingOut} />
    </>
  );
}
