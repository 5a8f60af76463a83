import { can, type Role } from '@weir/contract';
import type { Access } from '../../http/access/caller.js';

/**
 * Whether the caller may manage service accounts of this role, and their tokens: owners all of them, managers those that are no
 * managers.
 */
export function mayManage({ role }: Access, of: Role): boolean {
  return can(role, 'manageServiceAccounts') && (role === 'owner' || of !== 'manager');
}
