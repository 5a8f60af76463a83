'use client';

import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { PickerField } from '../picker/picker-field';
import { toggledIds } from '../picker/use-toggled';
import { People } from './people';
import { PeoplePicker } from './people-picker';

/** The assignees of a card that is being created. */
export function PeopleField({ value, onChange }: { value: string[]; onChange: (ids: string[]) => void }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  return (
    <PickerField
      title={t('card.people.label')}
      invitation={value.length === 0 && t('card.facts.nobody')}
      shown={<People people={board.people.filter(({ id }) => value.includes(id))} />}
    >
      <PeoplePicker ids={value} onToggle={(id, isOn) => onChange(toggledIds(value, id, isOn))} />
    </PickerField>
  );
}
