'use client';

import { TemplatesPanel } from '@/features/requests/templates/templates-panel';
import { useSettings } from './settings-context';

export function AnswersPanel() {
  return <TemplatesPanel mayChange={useSettings().mayChange} />;
}
