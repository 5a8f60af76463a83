'use client';

import {
  type AuditEntry,
  changesOf,
  type Event,
  eventSubject,
  type Role,
  type WorkspaceEvent,
} from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useTranslations } from '@/lib/words/use-translations';
import { someOf } from './some-of';

type Values = Record<string, unknown>;

/** Gives the function that words an entry: who did what. */
export function useEntryText(): (entry: AuditEntry) => string {
  const t = useTranslations();
  const format = useFormatter();
  const roleName = (role: Role) => t(`common.roles.${role}.name`);

  return ({ board, event }) =>
    board ? boardText(board.key, event as Event) : workspaceText(event as WorkspaceEvent);

  function boardText(key: string, event: Event): string {
    const subject = eventSubject(event);
    const bySql = event.type === 'board.changed' && changesOf(event).some(({ table }) => table !== undefined);
    const nobody = bySql ? 'outside' : subject === 'request' ? 'guest' : 'system';
    const name = event.actor?.name ?? t(`auditLog.${nobody}`);
    const what = whatOf(key, event);
    const state = String((changesOf(event)[0]?.to as Values | undefined)?.state);
    const person = event.actor ? 'yes' : 'no';
    return t(`auditLog.events.${subject}`, {
      name,
      what,
      gate: state,
      state,
      person,
      verb: verbOf(event, what),
    });
  }

  /** The cards or requests, else the name or the number that the event sets. */
  function whatOf(key: string, event: Event): string {
    const changes = changesOf(event);
    const refs = changes.flatMap(({ card, request }) =>
      card !== undefined ? [`${key}-${card}`] : request !== undefined ? [`${key}-R${request}`] : [],
    );
    const different = [...new Set(refs)];
    if (different.length > 0)
      return format.list(someOf(different, (count) => t('auditLog.others', { count })));
    const [{ from, to } = {}] = changes;
    const [before, after] = [from, to].map(
      (values) => (values as Values | null)?.name ?? (values as Values | null)?.max,
    );
    if (before !== undefined && after !== undefined && before !== after)
      return t('auditLog.fromTo', { from: String(before), to: String(after) });
    return String(after ?? before ?? '');
  }

  function workspaceText(event: WorkspaceEvent): string {
    const name = event.actor?.name ?? t('auditLog.outside');
    const person = event.person?.name ?? t('auditLog.nobody');
    const self = event.actor !== null && event.actor.id === event.person?.id ? 'yes' : 'no';
    switch (event.type) {
      case 'workspace.created':
      case 'workspace.archived':
      case 'workspace.restored':
      case 'workspace.deletionPlanned':
      case 'workspace.deletionCancelled':
      case 'workspace.capsChanged':
        return t(`auditLog.workspace.${verbIn(event.type)}`, { name });
      case 'board.deleted': {
        const { key, name: board } = event.change.board;
        const planned = event.change.user === null ? 'no' : 'yes';
        return t('auditLog.boardDeleted', { key, board, person, planned });
      }
      case 'workspace.renamed':
        return t('auditLog.workspace.renamed', {
          name,
          from: event.change.from.name,
          to: event.change.to.name,
        });
      case 'membership.began':
        return t('auditLog.membership.began', { name, person, self, role: roleName(event.change.to.role) });
      case 'membership.changed': {
        const { from, to } = event.change;
        return t('auditLog.membership.changed', {
          name,
          person,
          from: roleName(from.role),
          to: roleName(to.role),
        });
      }
      case 'membership.ended':
        return t('auditLog.membership.ended', { name, person, self });
      case 'serviceAccount.created':
        return t('auditLog.serviceAccount.created', { name, person, role: roleName(event.change.to.role) });
      case 'serviceAccount.renamed': {
        const { from, to } = event.change;
        return t('auditLog.serviceAccount.renamed', { name, from: from.name, to: to.name });
      }
      case 'serviceAccount.changed': {
        const [from, to] = [roleName(event.change.from.role), roleName(event.change.to.role)];
        return t('auditLog.serviceAccount.changed', { name, person, from, to });
      }
      case 'serviceAccount.removed':
        return t('auditLog.serviceAccount.removed', { name, person });
      case 'token.created':
      case 'token.rotated':
      case 'token.revoked': {
        const scopes = format.list(event.change.scopes.map((scope) => t(`common.tokenScopes.${scope}.name`)));
        return t(`auditLog.token.${verbIn(event.type)}`, { name, person, self, scopes });
      }
      case 'webhook.created':
      case 'webhook.changed':
      case 'webhook.turnedOn':
      case 'webhook.deleted':
        return t(`auditLog.webhook.${verbIn(event.type)}`, { name, host: event.change.host });
      case 'webhook.turnedOff':
        return t('auditLog.webhook.turnedOff', {
          name,
          host: event.change.host,
          reason: event.change.reason,
        });
      case 'team.created':
        return t('auditLog.team.created', { name, team: event.change.to.name });
      case 'team.renamed':
        return t('auditLog.team.renamed', { name, from: event.change.from.name, to: event.change.to.name });
      case 'team.deleted':
        return t('auditLog.team.deleted', { name, team: event.change.from.name });
      case 'team.memberAdded':
      case 'team.memberRemoved':
        return t(`auditLog.team.${verbIn(event.type)}`, { name, person, self, team: event.change.name });
      case 'invitation.created':
      case 'invitation.revoked': {
        const { role, email } = event.change;
        const kind = email === null ? 'link' : 'mail';
        return t(`auditLog.invitation.${verbIn(event.type)}`, {
          name,
          kind,
          email: email ?? '',
          role: roleName(role),
        });
      }
      case 'invitation.accepted':
        return t('auditLog.invitation.accepted', { person });
      case 'personLimit.changed': {
        const { from, to } = event.change;
        const kind = from === null ? 'added' : to === null ? 'removed' : 'changed';
        return t('auditLog.personLimit', {
          name,
          person,
          kind,
          from: String(from?.max),
          to: String(to?.max),
        });
      }
      case 'credits.switchedOn':
      case 'credits.changed':
      case 'credits.switchedOff':
        return t(`auditLog.credits.${verbIn(event.type)}`, { name });
      case 'credits.boardFreed':
      case 'credits.boardCharged':
        return t(`auditLog.credits.${verbIn(event.type)}`, { name, board: event.change.board });
      case 'credits.adjusted': {
        const { amount } = event.change;
        const sign = amount > 0 ? 'given' : 'taken';
        return t('auditLog.credits.adjusted', { name, person, sign, amount: Math.abs(amount) });
      }
      case 'import.started':
      case 'import.finished':
      case 'import.stopped': {
        const { board, total, processed } = event.change;
        return t(`auditLog.import.${verbIn(event.type)}`, { name, board: board ?? '…', total, processed });
      }
    }
  }
}

function verbIn<Verb extends string>(type: `${string}.${Verb}`): Verb {
  return type.slice(type.indexOf('.') + 1) as Verb;
}

/** The verb of an event's type, more exactly where one type has several. `unnamed`: something that the event doesn't name. */
function verbOf(event: Event, what: string): string {
  const verb: string = verbIn(event.type);
  const [{ from, to } = {}] = changesOf(event) as { from?: Values | null; to?: Values | null }[];
  if (verb === 'publicLinkChanged') return !to?.publicLink ? 'off' : from?.publicLink ? 'renewed' : 'on';
  if (event.type === 'board.changed' && typeof to?.archived === 'boolean')
    return to.archived ? 'archived' : 'restored';
  if (event.type === 'board.changed' && to?.deleteAt !== undefined)
    return to.deleteAt ? 'deletionPlanned' : 'deletionCancelled';
  return what === '' && eventSubject(event) !== 'member' && verb === 'changed' ? 'unnamed' : verb;
}
