'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Import } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { v4 as uuid } from 'uuid';
import { Meter } from '@/components/data/meter';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { askBeforeLeaving } from '@/lib/api/leaving';
import { importPaths } from '@/lib/api/paths/import-paths';
import type { AnyProblem } from '@/lib/api/result';
import { upload } from '@/lib/api/upload';
import { useWorkspace } from '@/lib/context/workspace';
import { useReader } from '@/lib/words/reader-provider';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './imports.module.css';

/** Sends a file and opens its import. Nothing is imported yet. */
export function ChooseFile() {
  const t = useTranslations();
  const router = useRouter();
  const client = useQueryClient();
  const { slug } = useWorkspace();
  const { timeZone } = useReader();
  const input = useRef<HTMLInputElement>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [problem, setProblem] = useState<AnyProblem | null>(null);

  const send = async (file: File) => {
    setProblem(null);
    setSent(0);
    const query: Record<string, string> = timeZone ? { timeZone } : {};
    const result = await upload<Import>(importPaths.list(slug), file, {
      key: uuid(),
      query,
      onProgress: setSent,
    });
    setSent(null);
    if (!result.ok) return setProblem(result.problem);
    void client.invalidateQueries({ queryKey: [importPaths.list(slug)] });
    router.push(`/${slug}/import/${result.value.id}`);
  };
  return (
    <div className={styles.choose}>
      <Button variant="primary" onPress={() => input.current?.click()} isPending={sent !== null}>
        <Glyph name="clip" size={14} /> {t('imports.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,.zip,.csv,.tsv,.txt"
        aria-label={t('imports.file')}
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void askBeforeLeaving(send(file));
          // The same file can be chosen again.
          target.value = '';
        }}
      />
      <span className={styles.soft}>{t('imports.chooseHint')}</span>
      {sent !== null && <Meter label={t(sent < 1 ? 'imports.sending' : 'imports.reading')} value={sent} />}
      {problem && <FileProblem problem={problem} />}
    </div>
  );
}

/** A fault of the file itself has its own title and advice. */
function FileProblem({ problem }: { problem: AnyProblem }) {
  const t = useTranslations();
  const fault = 'errors' in problem ? problem.errors.find(({ path }) => path === 'file') : undefined;
  if (!fault) return <ProblemNotice problem={problem} />;
  return (
    <Notice tone="refusal" role="alert" title={t('imports.unreadable')}>
      <p>{fault.message}</p>
      <p>{t('imports.chooseAnother')}</p>
    </Notice>
  );
}
