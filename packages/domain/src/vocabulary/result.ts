/** An expected outcome: a value, or a refusal with its code and facts. Exceptions are for bugs. */
export type Result<Value, No extends { code: string }> =
  | { ok: true; value: Value }
  | { ok: false; refusal: No };

export function ok<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

export function refuse<No extends { code: string }>(refusal: No): { ok: false; refusal: No } {
  return { ok: false, refusal };
}
