'use client';

import type { Label } from '@weir/contract';
import { isSameName, labelColours } from '@weir/domain';
import { useState } from 'react';
import { LabelChip } from '@/components/data/label-chip';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { SearchList } from '../picker/search-list';

/** Chooses labels, and creates one that the board does not have yet. */
export function LabelPicker({
  ids,
  onToggle,
  onRefused,
}: {
  ids: readonly string[];
  onToggle: (id: string, isOn: boolean) => void;
  /** A new label was refused. */
  onRefused: (problem: AnyProblem) => void;
}) {
  const { board, refresh } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const isNew = name !== '' && !board.labels.some((label) => isSameName(label.name, name));

  const create = async () => {
    const added = { name, colour: nextColour(board.labels) };
    const created = await api.post<Label>(boardSetupPaths.labels(slug, board.key), added);
    if (!created.ok) return onRefused(created.problem);
    setTyped('');
    await refresh();
    onToggle(created.value.id, true);
  };
  return (
    <SearchList
      label={t('labels.title')}
      prompt={t('labels.field')}
      options={board.labels}
      chosen={ids}
      onToggle={onToggle}
      typed={typed}
      onType={setTyped}
      maxLength={40}
      none={name === '' && t('labels.none')}
      creation={isNew && { text: t('labels.create', { name }), create: () => void create() }}
    >
      {(label) => <LabelChip label={label} />}
    </SearchList>
  );
}

/** The first colour that the fewest labels have. */
function nextColour(labels: readonly Label[]) {
  const uses = labelColours.map((colour) => labels.filter((label) => label.colour === colour).length);
  return labelColours[uses.indexOf(Math.min(...uses))]!;
}
