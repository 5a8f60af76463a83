import type { Card, CardChange, CardDetail, CustomField } from '@weir/contract';
import { api } from '@/lib/api/client';
import type { Result } from '@/lib/api/result';
import { isSame } from '@/lib/drafts/same';
import { type CardField, type CardValues, valuesOf } from './card-values';

/** Makes a call, perhaps more than once: for a write that waits for the connection. */
export type Attempt = <T>(call: () => Promise<Result<T>>) => Promise<Result<T>>;
const once: Attempt = (call) => call();

/**
 * Sends a change for the version it began from, and again for the current one while the field itself is unchanged. `attempt`
 * makes each call.
 */
export async function sendFor<Field extends CardField>(
  path: string,
  body: CardChange,
  from: Pick<CardValues, Field | 'version'>,
  field: Field,
  { custom, attempt = once }: { custom?: CustomField | undefined; attempt?: Attempt } = {},
): Promise<Result<Card>> {
  for (let version = from.version; ; ) {
    const ifMatch = `"${version}"`;
    const saved = await attempt(() => api.patch<Card>(path, body, { ifMatch }));
    if (saved.ok || saved.problem.code !== 'precondition-failed') return saved;
    const current = await attempt(() => api.get<CardDetail>(path));
    if (!current.ok) return current;
    const values = valuesOf(current.value, custom);
    if (values.version === version || !isSame(values[field], from[field])) return saved;
    version = values.version;
  }
}
