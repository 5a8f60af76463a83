'use client';

import type { Import, ImportPlan } from '@weir/contract';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { api } from '@/lib/api/client';
import { importPaths } from '@/lib/api/paths/import-paths';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';

/** A change is saved after a pause of this length, in milliseconds. */
const quiet = 400;

/** The plan of an import, which saves itself. `save` saves pending changes and returns false if the API refuses them. */
export function usePlan(given: Import, onChanged: (next: Import) => void) {
  const { slug } = useWorkspace();
  const [plan, setPlan] = useState(given.plan);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const wanted = useRef(plan);
  const saved = useRef(plan);
  const last = useRef<Promise<boolean>>(Promise.resolve(true));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const send = async (): Promise<boolean> => {
    const sent = wanted.current;
    if (sent === saved.current) return true;
    setIsSaving(true);
    const result = await api.patch<Import>(importPaths.one(slug, given.id), sent, { keepalive: true });
    setIsSaving(false);
    setProblem(result.ok ? null : result.problem);
    if (!result.ok) return false;
    onChanged(result.value);
    if (wanted.current !== sent) return true;
    // The answer can differ: other headers of a table make other columns.
    wanted.current = result.value.plan;
    saved.current = result.value.plan;
    setPlan(result.value.plan);
    return true;
  };
  const save = () => {
    clearTimeout(timer.current);
    last.current = last.current.then(send);
    return last.current;
  };
  const change = (next: ImportPlan) => {
    wanted.current = next;
    setPlan(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), quiet);
  };
  const leave = useEffectEvent(() => {
    if (wanted.current !== saved.current) void save();
  });
  // Leaving the page must not lose the last change.
  useEffect(() => {
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  return { plan, problem, isSaving, change, save };
}
