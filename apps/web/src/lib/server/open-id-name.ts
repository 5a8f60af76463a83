import 'server-only';
import { env } from '@/lib/env';
import { getTranslations } from './words';

/** What the button says that signs in with OpenID Connect; undefined where that is not set up. */
export async function openIdName(): Promise<string | undefined> {
  const { OIDC_ISSUER, OIDC_NAME } = env();
  return OIDC_ISSUER && (OIDC_NAME ?? (await getTranslations())('access.signIn.singleSignOn'));
}
