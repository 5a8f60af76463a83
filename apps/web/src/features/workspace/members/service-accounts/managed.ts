import { can, type Role } from '@weir/contract';

/** Whether a person of a role may manage service accounts of another: owners all, managers those that are no managers. */
export function canManageAccount(role: Role, of: Role): boolean {
  return can(role, 'manageServiceAccounts') && (role === 'owner' || of !== 'manager');
}
