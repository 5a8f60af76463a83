'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Wait, Waiter, Waits } from '@weir/contract';
import { useRef } from 'react';
import { StateWord } from '@/components/data/state-word';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Link } from '@/components/layout/link';
import { Dialog } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { AskForm } from './ask-form';
import styles from './waits.module.css';

type Props = {
  /** The path of the waits. */
  path: string;
  /** The ref of the card or request that waits. */
  of: string;
  kind: 'card' | 'request';
  /** Whether the person may change the waits. */
  canEdit: boolean;
  /** Whether it has not ended. */
  isOpen: boolean;
};

/** The waits of a card or a request with their states, and the items that wait on it. Members ask another board here. */
export function WaitsSection({ path, of, kind, canEdit, isOpen }: Props) {
  const t = useTranslations();
  const section = useRef<HTMLElement>(null);
  const { data, error } = useQuery(reading<Waits>(path));
  const mayAsk = canEdit && isOpen;
  const waitsOn = data?.waitsOn ?? [];
  const waiters = data?.waiters ?? [];
  if (!mayAsk && waitsOn.length === 0 && waiters.length === 0) return null;
  const Title = kind === 'card' ? 'h3' : 'h2';
  return (
    <section ref={section} tabIndex={-1} className={styles.waits} aria-label={t('waits.title')}>
      <Title>{t('waits.title')}</Title>
      {error && <ProblemNotice problem={error.problem} role="status" />}
      {waitsOn.length > 0 && (
        <ul className={styles.list}>
          {waitsOn.map((wait) => (
            <WaitRow
              key={wait.id}
              wait={wait}
              path={path}
              canEdit={canEdit}
              onRemoved={() => focusRows(section)}
            />
          ))}
        </ul>
      )}
      {waiters.length > 0 && <Waiters waiters={waiters} of={kind} />}
      {mayAsk && (
        <Dialog
          title={t('waits.ask.title', { ref: of })}
          trigger={<Button size="small">{t('waits.ask.open')}</Button>}
        >
          {(close) => <AskForm path={path} of={kind} onAdded={close} />}
        </Dialog>
      )}
    </section>
  );
}

function WaitRow({
  wait: { id, on, state, endedAt, answer, pressure },
  path,
  canEdit,
  onRemoved,
}: {
  wait: Wait;
  path: string;
  canEdit: boolean;
  onRemoved: () => void;
}) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const removing = useSave({ onSaved: () => client.invalidateQueries({ queryKey: [path] }) });
  const remove = async () => {
    const announcement = t('waits.removed', { ref: on.ref });
    if (await removing.save(() => api.delete(`${path}/${id}`), { announcement })) onRemoved();
  };
  return (
    <li>
      <div className={styles.row} data-ended={endedAt !== null || undefined}>
        {on.title === null ? (
          <span className={styles.request}>{on.ref}</span>
        ) : (
          <Link href={`/${slug}/${on.board}/requests/${on.number}`} className={styles.request}>
            <span className={styles.ref}>{on.ref}</span> <span dir="auto">{on.title}</span>
          </Link>
        )}
        <span className={styles.state}>{t('waits.state', { state })}</span>
        {endedAt === null && pressure && pressure.state !== 'flowing' && (
          <StateWord state={pressure.state} size="small" />
        )}
        {canEdit && (
          <Button
            size="small"
            variant="plain"
            aria-label={t('waits.remove', { ref: on.ref })}
            isPending={removing.isPending}
            onPress={remove}
          >
            <Glyph name="close" size={14} />
          </Button>
        )}
      </div>
      {answer?.message && (
        <p className={styles.state} dir="auto">
          {answer.message}
        </p>
      )}
      {removing.problem && <ProblemNotice problem={removing.problem} />}
    </li>
  );
}

function Waiters({ waiters, of }: { waiters: Waiter[]; of: 'card' | 'request' }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const Title = of === 'card' ? 'h4' : 'h3';
  return (
    <div>
      <Title className={styles.state}>{t('waits.waiters', { of })}</Title>
      <ul className={styles.list}>
        {waiters.map(({ ref, kind, board, number, title }) => (
          <li key={ref} className={styles.row}>
            {title === null ? (
              ref
            ) : (
              <Link
                href={`/${slug}/${board}/${kind === 'card' ? 'cards' : 'requests'}/${number}`}
                className={styles.request}
              >
                <span className={styles.ref}>{ref}</span> <span dir="auto">{title}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
