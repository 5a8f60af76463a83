'use client';

import { avatarLimits, avatarTypes, type Me } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { v4 as uuid } from 'uuid';
import { Avatar } from '@/components/data/avatar';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { askBeforeLeaving } from '@/lib/api/leaving';
import { accountPaths } from '@/lib/api/paths/account-paths';
import type { AnyProblem } from '@/lib/api/result';
import { upload } from '@/lib/api/upload';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './picture-panel.module.css';

/** The person's picture: shows, sets and removes it. It is saved as soon as it is chosen. */
export function PicturePanel() {
  const t = useTranslations();
  const router = useRouter();
  const { me } = useWorkspace();
  const input = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const saving = useSave({ onSaved: () => router.refresh() });
  const send = (file: File) =>
    saving.save(
      () =>
        upload<Me>(accountPaths.avatar, file, { method: 'PUT', key: uuid(), onProgress: () => undefined }),
      { announcement: t('workspace.picture.saved') },
    );
  const remove = async () => {
    const announcement = t('workspace.picture.removed');
    if (await saving.save(() => api.delete<Me>(accountPaths.avatar), { announcement }))
      choose.current?.focus();
  };
  return (
    <Panel>
      <div className={styles.picture}>
        <Avatar person={me} size={64} isDecorative />
        <div className={styles.about}>
          <div className={styles.acts}>
            <Button ref={choose} onPress={() => input.current?.click()} isPending={saving.isPending}>
              {me.avatar === null ? t('workspace.picture.choose') : t('workspace.picture.change')}
            </Button>
            {me.avatar !== null && (
              <Button variant="plain" onPress={remove} isDisabled={saving.isPending}>
                {t('workspace.picture.remove')}
              </Button>
            )}
          </div>
          <p className={styles.hint}>
            {t('workspace.picture.hint', { megabytes: avatarLimits.bytes / 1024 / 1024 })}
          </p>
        </div>
        <input
          ref={input}
          type="file"
          accept={avatarTypes.join()}
          aria-label={t('workspace.picture.file')}
          hidden
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) void askBeforeLeaving(send(file));
            // The same file can be chosen again.
            target.value = '';
          }}
        />
      </div>
      {saving.problem && <PictureProblem problem={saving.problem} />}
    </Panel>
  );
}

/** A fault of the file itself has its own title. */
function PictureProblem({ problem }: { problem: AnyProblem }) {
  const t = useTranslations();
  const fault = 'errors' in problem ? problem.errors.find(({ path }) => path === 'file') : undefined;
  if (!fault) return <ProblemNotice problem={problem} />;
  return (
    <Notice tone="refusal" role="alert" title={t('workspace.picture.refused')}>
      <p>{fault.message}</p>
    </Notice>
  );
}
