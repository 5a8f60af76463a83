/** A reason that a person gave, or none, as the messages of the gate take it. */
export function because(reason: string | null): { reason: string; text: string } {
  return reason ? { reason: 'given', text: reason } : { reason: 'none', text: '' };
}
