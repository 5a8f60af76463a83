import type { Card, CardChange, CardDetail, CustomField } from '@weir/contract';
import { api } from '@/lib/api/client';
import type { Result } from '@/lib/api/result';
import { isSame } from '@/lib/drafts/same';
import { type CardField, type CardValues, valuesOf } from './card-values';

/** Sends a change for the version it began from, and again for the current one while the field itself is unchanged. */
export async function sendFor<Field extends CardField>(
  path: string,
  body: CardChange,
  from: Pick<CardValues, Field | 'version'>,
  field: Field,
  custom?: CustomField,
): Promise<Result<Card>> {
  for (let version = from.version; ; ) {
    const saved = await api.patch<Card>(path, body, { ifMatch: `"${version}"` });
    if (saved.ok || saved.problem.code !== 'precondition-failed') return saved;
    const current = await api.get<CardDetail>(path);
    if (!current.ok) return current;
    const values = valuesOf(current.value, custom);
    if (values.version === version || !isSame(values[field], from[field])) return saved;
    version = values.version;
  }
}
