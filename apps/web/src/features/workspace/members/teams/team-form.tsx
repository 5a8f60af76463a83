import { useQueryClient } from '@tanstack/react-query';
import type { NewTeam as Body, Team } from '@weir/contract';
import { CheckList } from '@/components/choice/check-list';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import type { Result } from '@/lib/api/result';
import { byName } from '@/lib/by-name';
import { useMembersWho } from '@/lib/context/use-members-who';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';

export function NewTeam() {
  const t = useTranslations();
  return (
    <Dialog
      title={t('teams.newTitle')}
      lead={t('teams.lead')}
      size="small"
      trigger={
        <Button variant="primary">
          <Glyph name="plus" size={14} /> {t('teams.new')}
        </Button>
      }
    >
      {(close) => <TeamForm team={null} close={close} />}
    </Dialog>
  );
}

export function EditTeam({ team }: { team: Team }) {
  const t = useTranslations();
  const { name } = team;
  return (
    <Dialog
      title={t('teams.editTitle', { name })}
      size="small"
      trigger={
        <Button variant="plain" size="small" aria-label={t('teams.editLabel', { name })}>
          {t('teams.edit')}
        </Button>
      }
    >
      {(close) => <TeamForm team={team} close={close} />}
    </Dialog>
  );
}

/** A team's name and members: of a new one, or of `team`. */
function TeamForm({ team, close }: { team: Team | null; close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const { people } = useMembersWho('enterWorkspace', team?.members);
  const form = useApiForm<{ name: string; memberIds: string[] }, Body, Team>({
    schema: schemas.NewTeam,
    defaultValues: { name: team?.name ?? '', memberIds: team?.members.map(({ id }) => id) ?? [] },
    draftKey: `team ${team ? workspacePaths.team(slug, team.id) : workspacePaths.allTeams(slug)}`,
    send: (body) =>
      team
        ? change(workspacePaths.team(slug, team.id), team, body)
        : api.post(workspacePaths.teams(slug), body),
    announcement: ({ name }) => t('teams.saved', { name }),
    onSaved: async () => {
      await client.invalidateQueries({ queryKey: [workspacePaths.allTeams(slug)] });
      close();
    },
  });
  const { memberIds } = form.values;
  return (
    <Form {...form.props}>
      <TextField label={t('teams.name')} {...form.field('name')} autoFocus />
      <CheckList
        label={t('teams.chosen', { count: memberIds.length })}
        find={t('teams.find')}
        options={byName(people)}
        chosen={memberIds}
        onChange={(chosen) => form.set({ memberIds: chosen })}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t(team ? 'teams.save' : 'teams.create')}
        </Button>
      </DialogActions>
    </Form>
  );
}

/** One write for the name and one for each person. It stops at the first refusal. */
async function change(path: string, team: Team, { name, memberIds = [] }: Body): Promise<Result<Team>> {
  const before = team.members.map(({ id }) => id);
  const member = (id: string) => `${path}/members/${id}`;
  const writes = [
    ...(name === team.name ? [] : [() => api.patch<Team>(path, { name })]),
    ...memberIds.filter((id) => !before.includes(id)).map((id) => () => api.put<Team>(member(id))),
    ...before.filter((id) => !memberIds.includes(id)).map((id) => () => api.delete<Team>(member(id))),
  ];
  let saved: Result<Team> = { ok: true, value: team, etag: null };
  for (const write of writes) {
    saved = await write();
    if (!saved.ok) break;
  }
  return saved;
}
