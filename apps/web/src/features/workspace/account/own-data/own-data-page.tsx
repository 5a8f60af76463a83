'use client';

import type { OwnData } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { saveFile } from '@/lib/browser/save-file';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { AccountFrame } from '../frame/account-frame';
import { DeleteAccount } from './delete-account';
import styles from './own-data.module.css';

/** What is kept about the person: to download, and to delete with the account. */
export function OwnDataPage() {
  const t = useTranslations();
  return (
    <AccountFrame current="data" lead={t('ownData.lead')}>
      <Download />
      <div className={styles.section}>
        <DeleteAccount />
      </div>
    </AccountFrame>
  );
}

function Download() {
  const t = useTranslations();
  const { isPending, problem, save } = useSave();
  const download = () =>
    save(
      async () => {
        const read = await api.get<OwnData>(accountPaths.ownData);
        if (read.ok) {
          const json = JSON.stringify(read.value, null, 2);
          saveFile(t('ownData.read.file'), new Blob([json], { type: 'application/json' }));
        }
        return read;
      },
      { announcement: t('ownData.read.done') },
    );
  return (
    <Panel title={t('ownData.read.title')}>
      <p className={styles.lead}>{t('ownData.read.text')}</p>
      {problem && <ProblemNotice problem={problem} />}
      <Button onPress={download} isPending={isPending}>
        {t('ownData.read.submit')}
      </Button>
    </Panel>
  );
}
