'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { BoardList, Wait } from '@weir/contract';
import { type FormEvent, useState } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { StateWord } from '@/components/data/state-word';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Select } from '@/components/form/select';
import { TextArea, TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './waits.module.css';

type Kind = 'ask' | 'known';

type Props = {
  /** The path of the waits. */
  path: string;
  /** The card or request that waits. */
  of: 'card' | 'request';
  onAdded: () => void;
};

/** Submits a request to another board, or takes an existing request. The card or request then waits on it. */
export function AskForm({ path, of, onAdded }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const here = useBoardKey();
  const client = useQueryClient();
  const { data, error } = useQuery(reading<BoardList>(`${workspacePaths.boards(slug)}?size=200`));
  const [kind, setKind] = useState<Kind>('ask');
  const [chosen, setBoard] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const [number, setNumber] = useState('');
  const adding = useSave({ onSaved: () => client.invalidateQueries({ queryKey: [path] }) });
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  if (!data) return <Skeleton height="12rem" />;
  const others = data.items.filter(({ key, archivedAt }) => key !== here && !archivedAt);
  const [first] = others;
  if (!first) return <p className={styles.state}>{t('waits.ask.noBoard')}</p>;
  const board = chosen ?? first.key;
  const known = /^(?:[A-Za-z][A-Za-z0-9]*-)?[Rr]?([1-9]\d{0,8})$/.exec(number.trim())?.[1];
  const isComplete = kind === 'ask' ? title.trim() !== '' : known !== undefined;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    const body =
      kind === 'ask'
        ? { board, ask: { title: title.trim(), description } }
        : { board, request: Number(known) };
    const announcement = t('waits.added');
    if (await adding.save(() => api.post<Wait>(path, body), { announcement })) onAdded();
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <Select
        label={t('waits.ask.board')}
        options={others.map(({ key, name, pressure }) => ({
          id: key,
          label: name,
          description: <StateWord state={pressure.state} size="small" />,
        }))}
        value={board}
        onChange={setBoard}
      />
      <RadioGroup
        label={t('waits.ask.kind')}
        choices={[
          { id: 'ask', label: t('waits.ask.new') },
          { id: 'known', label: t('waits.ask.known') },
        ]}
        value={kind}
        onChange={(next) => setKind(next as Kind)}
      />
      {kind === 'ask' ? (
        <>
          <TextField label={t('waits.ask.requestTitle')} value={title} onChange={setTitle} maxLength={200} />
          <TextArea
            label={t('waits.ask.description')}
            value={description}
            onChange={setDescription}
            optional
            rows={3}
          />
        </>
      ) : (
        <TextField label={t('waits.ask.number')} value={number} onChange={setNumber} maxLength={20} />
      )}
      <p className={styles.state}>{t('waits.ask.means', { of })}</p>
      {adding.problem && <ProblemNotice problem={adding.problem} />}
      <Button type="submit" variant="primary" isPending={adding.isPending} isDisabled={!isComplete}>
        {t(kind === 'ask' ? 'waits.ask.send' : 'waits.ask.link')}
      </Button>
    </form>
  );
}
