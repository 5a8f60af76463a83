'use client';

import type { Request } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import { Select } from '@/components/form/select';
import { classWords } from '../words';
import { type Draft, wishOf } from './answer-draft';

type Props = { request: Request; draft: Draft; onChange: (part: Partial<Draft>) => void };

/** As what the request is taken; its requester has only claimed a class. */
export function ClassField({ request, draft, onChange }: Props) {
  return (
    <Select
      label="As"
      options={classesOfService.map((id) => ({
        id,
        label: classWords[id].label,
        description: id === request.classOfService ? 'As they ask for it' : classWords[id].meaning,
      }))}
      value={wishOf(draft, request).classOfService}
      onChange={(classOfService) => onChange({ classOfService })}
    />
  );
}
