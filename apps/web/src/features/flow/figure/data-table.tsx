'use client';

import { useFormatter } from 'next-intl';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { opensHere } from '@/components/layout/link';
import { openQuery } from '@/lib/pages/page-query';
import styles from './figure.module.css';
import type { Column, TableOf } from './table';
import { useScrolls } from './use-scrolls';

/** A link to the page itself with another query, which opens without the server. */
function QueryLink({ href, children }: { href: string; children: ReactNode }) {
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    if (opensHere(event) && openQuery(href)) event.preventDefault();
  };
  return (
    <a href={href} onClick={open}>
      {children}
    </a>
  );
}

/** It scrolls in its frame; its head and its first column stay. */
export function DataTable<Row>({
  title,
  table: { columns, rows, keyOf },
}: {
  title: string;
  table: TableOf<Row>;
}) {
  const format = useFormatter();
  const textOf = ({ value, shown }: Column<Row>, row: Row) => {
    if (shown) return shown(row);
    const plain = value(row);
    return typeof plain === 'number' ? format.number(plain) : (plain ?? '–');
  };
  const shown = (column: Column<Row>, row: Row) => {
    const href = column.href?.(row);
    const text = textOf(column, row);
    return href === undefined ? text : <QueryLink href={href}>{text}</QueryLink>;
  };
  const frame = useRef<HTMLElement>(null);
  const scrolls = useScrolls(frame);
  const isText = columns.map(({ value }) => rows.every((row) => typeof value(row) !== 'number'));
  return (
    <section ref={frame} className={styles.frame} aria-label={title} tabIndex={scrolls ? 0 : undefined}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ name, label }, nth) => (
              <th key={name} scope="col" data-text={isText[nth] || undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, nth) =>
                nth === 0 ? (
                  <th key={column.name} scope="row">
                    {shown(column, row)}
                  </th>
                ) : (
                  <td key={column.name} data-text={isText[nth] || undefined}>
                    {shown(column, row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
