import type { ReactNode } from 'react';

/** One entry of a list of facts (`<dl>`): its name and its value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
