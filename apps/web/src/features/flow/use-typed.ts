import { useState } from 'react';

/**
 * The values of the fields of a form whose values are in the address. A field that the person has not edited follows the address. An
 * edited field keeps its text when the address changes.
 */
export function useTyped<Fields extends object>(
  asked: Fields,
): [typed: Fields, change: (changes: Partial<Fields>) => void] {
  const [state, setState] = useState({ asked, typed: asked });
  const change = (changes: Partial<Fields>) =>
    setState((before) => ({ ...before, typed: { ...before.typed, ...changes } }));
  if (isSame(asked, state.asked)) return [state.typed, change];
  const typed = followed(state, asked);
  setState({ asked, typed });
  return [typed, change];
}

function followed<Fields extends object>(before: { asked: Fields; typed: Fields }, asked: Fields): Fields {
  const typed = { ...before.typed };
  for (const name of Object.keys(asked) as (keyof Fields)[])
    if (isSame(before.typed[name], before.asked[name])) typed[name] = asked[name];
  return typed;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
