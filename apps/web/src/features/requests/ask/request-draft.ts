import type { ClassOfService } from '@weir/contract';

/** A request that is being written; `neededBy` empty: no day. */
export type RequestDraft = {
  title: string;
  description: string;
  classOfService: ClassOfService;
  neededBy: string;
};

export const noRequest: RequestDraft = {
  title: '',
  description: '',
  classOfService: 'standard',
  neededBy: '',
};

/** As the API takes it; what is empty is left out. */
export function bodyOf({ title, description, classOfService, neededBy }: RequestDraft) {
  return {
    title,
    classOfService,
    ...(description.trim() && { description }),
    ...(neededBy && { neededBy }),
  };
}

export const requestFields = ['title', 'description', 'classOfService', 'neededBy'];
