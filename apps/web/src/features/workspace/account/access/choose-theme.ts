import type { Me } from '@weir/contract';
import type { Translate } from '@weir/words';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { keepTheme, showTheme, type Theme } from '@/lib/theme';

/** Shows a theme at once, keeps it in this browser, and saves it for all devices of the person. */
export async function chooseTheme(t: Translate, theme: Theme): Promise<void> {
  keepTheme(theme);
  showTheme(theme);
  const saved = await api.patch<Me>(adminPaths.me, { theme });
  if (!saved.ok) announce(t('workspace.account.themeNotSaved'));
}
