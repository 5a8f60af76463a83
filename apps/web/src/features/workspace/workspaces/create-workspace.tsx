'use client';

import { reservedSlugs, type Workspace } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormRow } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { withoutMarks } from '@/lib/without-marks';
import { useTranslations } from '@/lib/words/use-translations';

export function CreateWorkspace() {
  const t = useTranslations();
  const taken = t('workspace.newWorkspace.taken');
  const router = useRouter();
  // Until the person writes an address, it follows the name.
  const [hasOwnSlug, setHasOwnSlug] = useState(false);
  const form = useApiForm({
    schema: schemas.NewWorkspace,
    defaultValues: { name: '', slug: '' },
    draftKey: 'new workspace',
    check: ({ slug }) => (reservedSlugs.includes(slug) ? [{ path: 'slug', message: taken }] : []),
    send: (workspace) => api.post<Workspace>(workspacePaths.workspaces, workspace),
    onSaved: ({ slug }) => router.push(`/${slug}`),
  });
  const { name, slug } = form.values;
  const nameField = form.field('name');
  const slugField = form.field('slug');
  return (
    <Form {...form.props} label={t('workspace.newWorkspace.title')}>
      <FormRow>
        <TextField
          label={t('workspace.newWorkspace.name')}
          {...nameField}
          onChange={(text) => {
            nameField.onChange(text);
            if (!hasOwnSlug && slug === slugFrom(name)) slugField.onChange(slugFrom(text));
          }}
        />
        <TextField
          label={t('workspace.newWorkspace.address')}
          description={t('workspace.newWorkspace.addressHint', { address: `/${slug || 'acme'}` })}
          {...slugField}
          onChange={(text) => {
            setHasOwnSlug(true);
            slugField.onChange(text.toLowerCase());
          }}
        />
      </FormRow>
      {form.problem && <ProblemNotice problem={form.problem} />}
      <div>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('workspace.newWorkspace.submit')}
        </Button>
      </div>
    </Form>
  );
}

function slugFrom(name: string): string {
  return withoutMarks(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
}
