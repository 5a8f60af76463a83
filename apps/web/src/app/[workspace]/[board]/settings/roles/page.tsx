import type { Metadata } from 'next';
import { RolesPanel } from '@/features/settings/roles-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('settings.roles.title') };
}

export default withWords('/[workspace]/[board]/settings/roles', RoleSettings);

function RoleSettings() {
  return <RolesPanel />;
}
