import { useQueryClient } from '@tanstack/react-query';
import type { Team } from '@weir/contract';
import { ConfirmButton } from '@/components/form/confirm-button';
import { api } from '@/lib/api/client';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';

export function DeleteTeam({ team: { id, name }, onDeleted }: { team: Team; onDeleted: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return (
    <ConfirmButton
      verb={t('teams.delete')}
      label={t('teams.deleteLabel', { name })}
      title={t('teams.deleteTitle', { name })}
      text={t('teams.deleteText')}
      announcement={t('teams.deleted', { name })}
      act={() => api.delete(workspacePaths.team(slug, id))}
      renew={() => client.invalidateQueries({ queryKey: [workspacePaths.allTeams(slug)] })}
      onDone={onDeleted}
    />
  );
}
