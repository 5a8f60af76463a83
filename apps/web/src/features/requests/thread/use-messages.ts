'use client';

import { useQuery } from '@tanstack/react-query';
import type { Message, MessageList, Request } from '@weir/contract';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';

/** The conversation on a request, and the question in it for which its clock stands still. */
export function useMessages(workspace: string, boardKey: string, request: Request, first?: MessageList) {
  const { data, error } = useQuery({
    ...reading<MessageList>(paths.messages(workspace, boardKey, request.number)),
    ...(first && { initialData: first }),
  });
  return {
    messages: data?.items ?? [],
    isRead: data !== undefined,
    question: openQuestion(data?.items ?? [], request),
    problem: error?.problem ?? null,
  };
}

/** The last question, while the clock stands still for it. */
export function openQuestion(
  messages: Message[],
  { pausedAt, answer }: Pick<Request, 'pausedAt' | 'answer'>,
): Message | undefined {
  return pausedAt && !answer ? messages.findLast(({ asks }) => asks) : undefined;
}
