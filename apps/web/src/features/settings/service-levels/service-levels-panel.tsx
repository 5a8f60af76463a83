'use client';

import { useQuery } from '@tanstack/react-query';
import type { Board, BoardSettingsChange, ClassLevel, ServiceLevelFigures } from '@weir/contract';
import { type ClassOfService, classesOfService, usualServiceLevelPercent } from '@weir/domain';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { SaveInPlace } from '@/components/form/save-button';
import { Panel } from '@/components/layout/panel';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { HelpLink } from '@/features/help/help-link';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { reading } from '@/lib/api/query';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useInPlaceForm } from '@/lib/forms/use-in-place-form';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../settings.module.css';
import { useSettings } from '../settings-context';
import { Evidence } from './evidence';
import own from './service-levels.module.css';

/** An empty number is NaN: without days the class has no expectation. */
type Level = { percent: number; days: number };
type Values = { serviceLevels: Record<ClassOfService, Level> };
type LevelsForm = ReturnType<typeof useLevelsForm>;

/** The service level expectation of each class, what history proposes, and how often the present one was kept. */
export function ServiceLevelsPanel() {
  const { board, mayChange } = useSettings();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const query = useQuery(reading<ServiceLevelFigures>(boardPaths.serviceLevels(slug, board.key)));
  const form = useLevelsForm(board, () => query.refetch());
  return (
    <Panel
      title={t('serviceLevels.title')}
      actions={mayChange && <SaveInPlace form={form} name={t('serviceLevels.settings.save')} />}
    >
      <p className={styles.lead}>
        {t('serviceLevels.settings.lead')} <HelpLink about="flow" />
      </p>
      <Form {...form.props} label={t('serviceLevels.title')}>
        {classesOfService.map((id) => (
          <ClassPart
            key={id}
            id={id}
            form={form}
            mayChange={mayChange}
            level={query.data?.levels.find(({ classOfService }) => classOfService === id)}
            isRead={query.data !== undefined}
          />
        ))}
        {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
        {form.problem && <ProblemNotice problem={form.problem} />}
      </Form>
    </Panel>
  );
}

function ClassPart({
  id,
  form,
  mayChange,
  level,
  isRead,
}: {
  id: ClassOfService;
  form: LevelsForm;
  mayChange: boolean;
  level: ClassLevel | undefined;
  isRead: boolean;
}) {
  const t = useTranslations();
  const name = t(`vocabulary.classes.${id}`);
  const label = (field: string) =>
    t.rich('serviceLevels.settings.ofClass', {
      field,
      name,
      hidden: (text) => <VisuallyHidden>{text}</VisuallyHidden>,
    });
  return (
    <section className={own.part} aria-label={name}>
      <h3>{name}</h3>
      <div className={own.fields}>
        <NumberField
          label={label(t('serviceLevels.settings.percent'))}
          minValue={50}
          maxValue={99}
          {...form.field(`serviceLevels.${id}.percent`)}
          isReadOnly={!mayChange}
        />
        <NumberField
          label={label(t('serviceLevels.settings.days'))}
          minValue={1}
          maxValue={365}
          {...form.field(`serviceLevels.${id}.days`)}
          isReadOnly={!mayChange}
        />
      </div>
      {isRead && (
        <Evidence
          level={level}
          name={name}
          onTake={
            mayChange
              ? ({ percent, days }) =>
                  form.set({ serviceLevels: { ...form.values.serviceLevels, [id]: { percent, days } } })
              : undefined
          }
        />
      )}
    </section>
  );
}

function useLevelsForm(board: Board, onSaved: () => unknown) {
  const t = useTranslations();
  const renew = useRenewBoard();
  const path = boardPaths.board(useWorkspace().slug, board.key);
  return useInPlaceForm<Values, BoardSettingsChange, unknown>({
    schema: schemas.BoardSettingsChange,
    savedValues: valuesOf(board),
    draftKey: `service levels ${path}`,
    // Only the classes that differ: somebody else may have changed another one meanwhile.
    toBody: ({ serviceLevels }, _, from) => ({
      serviceLevels: Object.fromEntries(
        classesOfService
          .filter((id) => JSON.stringify(serviceLevels[id]) !== JSON.stringify(from.serviceLevels[id]))
          .map((id) => [id, levelOf(serviceLevels[id])]),
      ),
    }),
    send: (change) => api.patch(path, change),
    announcement: t('components.save.saved'),
    onSaved: async () => {
      await renew();
      await onSaved();
    },
  });
}

function valuesOf({ serviceLevels }: Board): Values {
  return {
    serviceLevels: Object.fromEntries(
      classesOfService.map((id) => [
        id,
        serviceLevels[id] ?? { percent: usualServiceLevelPercent, days: Number.NaN },
      ]),
    ) as Values['serviceLevels'],
  };
}

function levelOf({ percent, days }: Level): Level | null {
  if (Number.isNaN(days)) return null;
  return { percent: Number.isNaN(percent) ? usualServiceLevelPercent : percent, days };
}
