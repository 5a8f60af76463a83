'use client';

import type { Notice } from '@weir/contract';
import Link from 'next/link';
import { Ago } from '@/components/data/time';
import { Glyph } from '@/components/icon/glyph';
import { kindWords } from './notice-words';
import styles from './notices.module.css';

type Props = { notice: Notice; workspace: string; onOpen: () => void };

/** One notice: opening what it is about marks it as read. */
export function NoticeLine({ notice, workspace, onOpen }: Props) {
  const { kind, at, readAt, board, request, title, text } = notice;
  const { word, glyph } = kindWords[kind];
  const home = `/${workspace}/${board.key}`;
  const isNew = readAt === null;
  return (
    <li className={styles.notice} data-new={isNew || undefined}>
      <Glyph name={glyph} size={14} className={styles.glyph} />
      <div className={styles.words}>
        <p className={styles.title}>
          {isNew && <span className={styles.new}>New</span>}
          <Link
            href={request ? `${home}/requests/${request.number}` : `${home}/intake`}
            onClick={() => isNew && onOpen()}
          >
            {title}
          </Link>
        </p>
        <div className={styles.text} dir="auto">
          {text.split('\n\n').map((part) => (
            <p key={part}>{part}</p>
          ))}
        </div>
        <p className={styles.soft}>
          {word} · {board.name}
          {request && ` · ${request.ref}`} · <Ago at={at} />
        </p>
      </div>
    </li>
  );
}
