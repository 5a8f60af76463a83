'use client';

import { useQuery } from '@tanstack/react-query';
import type { PublicLink } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CopyField } from '@/components/form/copy-field';
import { Panel } from '@/components/layout/panel';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusPage } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './settings.module.css';
import { useSettings } from './settings-context';

/** The board's public link: what strangers see with it, the link itself, and the switch. */
export function PublicLinkPanel() {
  const { board, mayChange } = useSettings();
  const t = useTranslations();
  const path = boardSetupPaths.publicLink(useWorkspace().slug, useBoardKey());
  const { data, error } = useQuery(reading<PublicLink>(path));
  const renew = useRenewBoard();
  const saving = useSave({
    onSaved: async () => {
      await renew();
      // The button that was pressed may be gone.
      focusPage();
    },
  });
  const make = (body: object, announcement: string) =>
    saving.save(() => api.put<PublicLink>(path, body), { announcement });
  const revoke = () =>
    saving.save(() => api.delete(path), { announcement: t('publicBoard.setting.revoked') });
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  if (!data) return null;
  return (
    <Panel title={t('publicBoard.setting.title')}>
      <p className={styles.lead}>{t('publicBoard.setting.lead')}</p>
      <p className={styles.lead}>{t('publicBoard.setting.hidden')}</p>
      <div className={styles.linkSetting}>
        {data.link && <CopyField label={t('publicBoard.setting.link')} value={data.link} />}
        {data.link && (
          <CopyField
            label={t('publicBoard.setting.badge')}
            value={`[![${withoutBrackets(board.name)}](${data.link}/badge.svg)](${data.link})`}
          />
        )}
        {saving.problem && <ProblemNotice problem={saving.problem} />}
        {mayChange && (
          <div className={styles.formActions}>
            {data.on ? (
              <>
                <Confirm of="renew" onPress={() => make({ renew: true }, t('publicBoard.setting.renewed'))} />
                <Confirm of="revoke" onPress={revoke} />
              </>
            ) : (
              <Button isPending={saving.isPending} onPress={() => make({}, t('publicBoard.setting.made'))}>
                {t('publicBoard.setting.make')}
              </Button>
            )}
          </div>
        )}
      </div>
    </Panel>
  );
}

/** Both end the link that people may have. */
function Confirm({ of, onPress }: { of: 'renew' | 'revoke'; onPress: () => Promise<unknown> }) {
  const t = useTranslations();
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t(`publicBoard.setting.${of}.title`)}
      trigger={
        <Button variant={of === 'revoke' ? 'danger' : 'quiet'}>{t(`publicBoard.setting.${of}.open`)}</Button>
      }
    >
      {(close) => (
        <>
          <p>{t(`publicBoard.setting.${of}.text`)}</p>
          <DialogActions>
            <Button onPress={close}>{t('publicBoard.setting.keep')}</Button>
            <Button
              variant="danger"
              onPress={async () => {
                close();
                await onPress();
              }}
            >
              {t(`publicBoard.setting.${of}.submit`)}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

/** Brackets would end the text of the image. */
function withoutBrackets(name: string): string {
  return name.replace(/[[\]\\]/g, '');
}
