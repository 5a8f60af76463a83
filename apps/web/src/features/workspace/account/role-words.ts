import type { Role } from '@weir/contract';

/** Each role in a word and in what it may do. */
export const roleWords: Record<Role, { label: string; may: string }> = {
  owner: { label: 'Owner', may: 'Everything, members too' },
  manager: { label: 'Manager', may: 'Answers requests, sets boards and limits' },
  member: { label: 'Member', may: 'Works on cards, asks other teams' },
  requester: { label: 'Requester', may: 'Asks, and reads the answers' },
  viewer: { label: 'Viewer', may: 'Looks at boards and requests' },
};
