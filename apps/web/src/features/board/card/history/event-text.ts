'use client';

import {
  type ClassOfService,
  type CustomField,
  changesOf,
  type Event,
  type EventChange,
} from '@weir/contract';
import { useFormatter } from 'next-intl';
import { columnName, laneName } from '@/lib/board/cells';
import { blockReason } from '@/lib/words/block-reason';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';

const named = [
  'title',
  'description',
  'classOfService',
  'dueOn',
  'assigneeIds',
  'labelIds',
  'fields',
  'swimlaneId',
] as const;

/** Gives the function that words an event of a card. Null for what a reader sees elsewhere: new comments, a new order. */
export function useEventText(): (event: Event) => string | null {
  const { board } = useBoardPage();
  const t = useTranslations();
  const format = useFormatter();
  const dates = useDates();

  return (event) => {
    const [change] = changesOf(event);
    if (!change) return null;
    const name = event.actor?.name ?? t('card.history.system');
    const from = (change.from ?? {}) as Record<string, unknown>;
    const to = (change.to ?? {}) as Record<string, unknown>;
    switch (event.type) {
      case 'card.created':
        if (change.item !== undefined) return t('checklist.history', { name, kind: 'became', count: 1 });
        if (change.recurringCard !== undefined)
          return t('card.history.recurring', { name, column: columnOf(to) });
        if (change.copyOf !== undefined)
          return t('card.history.copied', {
            name,
            ref: `${board.key}-${change.copyOf}`,
            column: columnOf(to),
          });
        return t('card.history.created', { name, column: columnOf(to) });
      case 'card.imported':
        return t('card.history.imported', { name, column: columnOf(to) });
      case 'request.answered':
      case 'requests.answered':
        return 'title' in to
          ? t('card.history.accepted', { name, column: columnOf(to) })
          : movedText(name, change);
      case 'card.blocked':
        return t('card.history.blocked', { name, reason: blockReason(t, String(to.reason)) });
      case 'card.claimed':
        return t('card.history.claimed', { name, from: columnOf(from), to: columnOf(to) });
      case 'card.leaseRenewed':
        return t('card.history.leaseRenewed', { name });
      case 'card.completed':
        return from.columnId === to.columnId
          ? t('card.history.completedHalf', { name, column: columnOf(to) })
          : t('card.history.completed', { name, from: columnOf(from), to: columnOf(to) });
      case 'card.failed':
        return t('card.history.failed', { name, reason: event.changes[0]?.reason ?? '' });
      case 'card.released':
        return t('card.history.released', { name, column: columnOf(to) });
      case 'card.leaseTaken':
        return t('card.history.leaseTaken', { name, holder: holderOf(from) });
      case 'card.leaseExpired':
        return to.blocked
          ? t('card.history.leaseExpiredBlocked', { name, holder: holderOf(from) })
          : t('card.history.leaseExpired', { name, column: columnOf(to), holder: holderOf(from) });
      case 'card.unblocked':
        return t('card.history.unblocked', { name });
      case 'card.archived':
        return t('card.history.archived', { name });
      case 'card.deleted':
        // Another card: this one was linked to it, or an item of this one had become it.
        return t('card.history.deleted', { name, ref: `${board.key}-${from.number ?? from.became}` });
      case 'card.restored':
        return t('card.history.restored', { name, column: columnOf(to) });
      case 'card.putBack':
        return 'reason' in change
          ? t('card.history.putBack', { name, column: columnOf(to), reason: String(change.reason) })
          : movedText(name, change);
      case 'card.commented':
        return change.to === null ? t('card.history.commentDeleted', { name }) : null;
      case 'attachment.added':
        return t('attachments.history', { name, kind: 'added', file: String(to.name) });
      case 'attachment.removed':
        return t('attachments.history', { name, kind: 'deleted', file: String(from.name) });
      case 'card.linked':
        return linkText(name, 'added', to);
      case 'card.unlinked':
        return linkText(name, 'removed', from);
      case 'card.blockersChanged': {
        const refs = to.blockedBy as string[];
        return t('links.blockersNow', { count: refs.length, refs: format.list(refs) });
      }
      case 'card.waitsChanged': {
        const wait = change.to ?? change.from ?? {};
        const kind = !change.from ? 'added' : change.to ? 'changed' : 'removed';
        return t('waits.history', {
          name,
          change: kind,
          ref: `${wait.board}-R${wait.number}`,
          state: String(wait.state),
        });
      }
      case 'card.checklistChanged':
        return t('checklist.history', {
          name,
          kind: itemChange(change),
          count: changesOf(event).filter(({ item }) => item !== undefined).length,
        });
      case 'card.changed':
        return labelsText(name, from, to) ?? fieldsText(name, to) ?? changedText(name, from, to);
      case 'field.changed':
      case 'field.removed':
        return t('customFields.cleared');
      default:
        return 'columnId' in from && 'columnId' in to ? movedText(name, change) : changedText(name, from, to);
    }
  };

  function linkText(name: string, change: 'added' | 'removed', link: Record<string, unknown>): string {
    return t('links.history', { name, change, kind: String(link.kind), ref: `${link.board}-${link.number}` });
  }

  /** Which labels a card got and lost; null where more changed than these. */
  function labelsText(
    name: string,
    from: Record<string, unknown>,
    to: Record<string, unknown>,
  ): string | null {
    if (!('labelIds' in to) || named.some((field) => field !== 'labelIds' && field in to)) return null;
    const [before, after] = [from.labelIds, to.labelIds] as [string[], string[]];
    const namesOf = (ids: string[]) =>
      format.list(
        ids.map((id) => board.labels.find((label) => label.id === id)?.name ?? t('labels.unknown')),
      );
    const added = after.filter((id) => !before.includes(id));
    const removed = before.filter((id) => !after.includes(id));
    return t('labels.history', {
      name,
      kind: removed.length === 0 ? 'added' : added.length === 0 ? 'removed' : 'both',
      added: namesOf(added),
      removed: namesOf(removed),
      addedCount: added.length,
      removedCount: removed.length,
    });
  }

  /** The values that custom fields got or lost; null where more changed than these. */
  function fieldsText(name: string, to: Record<string, unknown>): string | null {
    if (!('fields' in to) || named.some((field) => field !== 'fields' && field in to)) return null;
    const sentences = Object.entries(to.fields as Record<string, string | number | null>).map(
      ([id, value]) => {
        const field = board.fields.find((each) => each.id === id);
        if (!field) return t('customFields.history.unknown', { name });
        if (value === null) return t('customFields.history.cleared', { name, field: field.name });
        return t('customFields.history.set', { name, field: field.name, value: valueText(field, value) });
      },
    );
    return sentences.join(' ');
  }

  function valueText({ kind, options }: CustomField, value: string | number): string {
    if (kind === 'choice')
      return options.find(({ id }) => id === value)?.name ?? t('customFields.unknownOption');
    if (kind === 'number') return format.number(Number(value), { maximumFractionDigits: 4 });
    return kind === 'date' ? dates.day(String(value), { long: true }) : String(value);
  }

  function columnOf({ columnId }: Record<string, unknown>): string {
    return columnName(board, String(columnId)) || t('card.history.removedColumn');
  }

  function holderOf({ lease }: Record<string, unknown>): string {
    const { by } = lease as { by: string };
    return board.people.find(({ id }) => id === by)?.name ?? t('card.history.formerPerson');
  }

  function movedText(name: string, change: EventChange): string | null {
    const from = (change.from ?? {}) as Record<string, unknown>;
    const to = (change.to ?? {}) as Record<string, unknown>;
    if ('assigneeId' in from) return t('card.history.unassigned');
    if (from.columnId !== to.columnId)
      return t('card.history.moved', { name, from: columnOf(from), to: columnOf(to) });
    if (from.swimlaneId !== to.swimlaneId) return changedText(name, from, { swimlaneId: to.swimlaneId });
    if (from.half !== to.half && (to.half === 'doing' || to.half === 'done'))
      return t('card.history.half', { name, half: to.half, column: columnOf(to) });
    return null;
  }

  /** What changed: the value, if it is one; the names of several; without any, only that something did. */
  function changedText(name: string, from: Record<string, unknown>, to: Record<string, unknown>): string {
    if ('labelId' in from) return t('card.history.unlabelled');
    if ('assigneeId' in from) return t('card.history.unassigned');
    const [field, ...more] = named.filter((each) => each in to);
    if (!field) return t('card.history.other', { name });
    if (more.length === 0) return valueChanged(field, name, from, to);
    const fields = [field, ...more].map((each) => t(`card.history.fields.${each}`));
    return t('card.history.changed', { name, fields: format.list(fields) });
  }

  function valueChanged(
    field: (typeof named)[number],
    name: string,
    from: Record<string, unknown>,
    to: Record<string, unknown>,
  ): string {
    switch (field) {
      case 'title':
        return t('card.history.renamed', { name, from: String(from.title), to: String(to.title) });
      case 'dueOn':
        return to.dueOn === null
          ? t('card.history.undated', { name })
          : t('card.history.dated', { name, date: dates.day(String(to.dueOn), { long: true }) });
      case 'classOfService': {
        const of = t(`vocabulary.classes.${to.classOfService as ClassOfService}`);
        return t('card.history.classed', { name, class: of });
      }
      case 'assigneeIds':
        return peopleText(name, from.assigneeIds as string[], to.assigneeIds as string[]);
      case 'swimlaneId':
        return to.swimlaneId === null
          ? t('card.history.laneLeft', { name })
          : t('card.history.laneEntered', { name, lane: laneName(t, board, String(to.swimlaneId)) });
      default:
        return t('card.history.changed', { name, fields: t(`card.history.fields.${field}`) });
    }
  }

  function peopleText(name: string, before: string[], after: string[]): string {
    const namesOf = (ids: string[]) =>
      format.list(
        ids.map((id) => board.people.find((each) => each.id === id)?.name ?? t('card.history.formerPerson')),
      );
    const added = after.filter((id) => !before.includes(id));
    const removed = before.filter((id) => !after.includes(id));
    return t('card.history.people', {
      name,
      kind: removed.length === 0 ? 'added' : added.length === 0 ? 'removed' : 'both',
      added: namesOf(added),
      removed: namesOf(removed),
    });
  }
}

function itemChange({ from, to }: EventChange): string {
  if (!from) return 'added';
  if (!to) return 'removed';
  if ('assigneeId' in to || 'dueOn' in to) return 'assigned';
  if ('done' in to) return to.done ? 'done' : 'undone';
  return 'text' in to ? 'edited' : 'moved';
}
