import { useQueryClient } from '@tanstack/react-query';
import type { Team } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

/** The button that deletes a team, after a question. */
export function DeleteTeam({ team, onDeleted }: { team: Team; onDeleted: () => void }) {
  const t = useTranslations();
  const { name } = team;
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('teams.deleteTitle', { name })}
      trigger={
        <Button variant="plain" size="small" aria-label={t('teams.deleteLabel', { name })}>
          {t('teams.delete')}
        </Button>
      }
    >
      {(close) => (
        <Deleting
          team={team}
          close={(isDeleted) => {
            close();
            if (isDeleted) onDeleted();
          }}
        />
      )}
    </Dialog>
  );
}

function Deleting({ team: { id, name }, close }: { team: Team; close: (isDeleted: boolean) => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const { isPending, problem, save } = useSave();
  const remove = async () => {
    const isDeleted = await save(() => api.delete(workspacePaths.team(slug, id)), {
      announcement: t('teams.deleted', { name }),
    });
    await client.invalidateQueries({ queryKey: [workspacePaths.allTeams(slug)] });
    if (isDeleted) close(true);
  };
  return (
    <>
      <p>{t('teams.deleteText')}</p>
      {problem && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={() => close(false)}>{t('common.cancel')}</Button>
        <Button variant="danger" isPending={isPending} onPress={remove}>
          {t('teams.delete')}
        </Button>
      </DialogActions>
    </>
  );
}
