import type { ReactNode } from 'react';

/** One of the facts beside an answer, under its heading. */
export function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
