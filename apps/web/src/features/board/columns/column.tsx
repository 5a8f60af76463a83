'use client';

import type { Column as ColumnOnBoard } from '@weir/contract';
import { useRef } from 'react';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { columnOccupancy, occupancyText, placeState, stateLabel } from '@/lib/board/capacity';
import { cardsInColumn } from '@/lib/board/cells';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { BoardLimitFigure } from '../board-limit-figure';
import { LateWaitMark } from '../card/waits/late-wait-mark';
import { useSlotWait } from '../free-slots/use-slot-wait';
import { ColumnName } from '../later-names';
import { useCellDrop, VerdictLabel } from '../moving/drag';
import type { Verdict } from '../moving/verdict';
import { RefusalIn } from '../refusals/refusal-in';
import styles from './column.module.css';
import { ColumnMenu } from './column-menu';
import { ExpediteSlots } from './expedite-slots';
import { HeldInColumn } from './head/held-cards';
import { PolicyButton } from './head/policy-button';
import { GroupsOf, LaneCells } from './later-parts';
import { Stacks } from './stack';

type Props = {
  column: ColumnOnBoard;
  /** Its index in the row of columns, from 1. */
  at: number;
  /** The board's lanes; empty if it has none. */
  lanes: (string | null)[];
  /** Called once its name is a heading again. `byKey`: the focus was in the field until now. */
  onRenamed: (byKey: boolean) => void;
};

/** A column with its capacity: its cards, its free slots, and a refusal on top. With lanes it has a cell for each. */
export function Column({ column, at, lanes, onRenamed }: Props) {
  const { canEdit, collapsed, dropCards, verdictOn } = useBoardPage();
  const element = useRef<HTMLElement>(null);
  const cell = { columnId: column.id };
  const isOver = useCellDrop(element, { isEnabled: canEdit, onDrop: (card) => dropCards(card, cell) });
  // Lanes and halves each show their own verdict.
  const hasParts = lanes.length > 0 || column.split;
  const verdict = hasParts ? null : verdictOn(cell);
  return (
    <section
      ref={element}
      className={styles.column}
      style={{ gridColumn: at }}
      aria-labelledby={`column-${column.id}`}
      data-column={column.id}
      data-collapsed={collapsed.has(column.id) || undefined}
      data-lanes={lanes.length > 0 || undefined}
      data-room={placeState(column)}
      data-verdict={verdict?.kind}
      data-over={(isOver && !hasParts) || undefined}
    >
      {collapsed.has(column.id) && <CollapsedHead column={column} />}
      <ColumnHead column={column} verdict={verdict} hasSlots={lanes.length > 0} onRenamed={onRenamed} />
      {lanes.length > 0 ? (
        <LaneCells column={column} lanes={lanes} />
      ) : (
        <div className={styles.body} data-scrolls="">
          <RefusalIn cell={cell} />
          <Stacks column={column} cell={cell} limit={column.limit} load={column.load} isOver={isOver} />
        </div>
      )}
    </section>
  );
}

/** The column's name, its load against its limit, and its state; during a drag, whether it accepts the card. */
function ColumnHead({
  column,
  verdict,
  hasSlots,
  onRenamed,
}: {
  column: ColumnOnBoard;
  verdict: Verdict | null;
  /** Draws the slots here: with lanes there is no single stack to draw them in. */
  hasSlots: boolean;
} & Pick<Props, 'onRenamed'>) {
  const { board, dragged, naming } = useBoardPage();
  const isRenaming = naming?.kind === 'rename' && naming.column === column.id;
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <h2 id={`column-${column.id}`} data-renaming={isRenaming || undefined}>
          {column.name}
        </h2>
        {isRenaming && <ColumnName column={column} onDone={onRenamed} />}
        <PolicyButton column={column} />
        <span className={styles.figures}>
          {column.kind === 'active' && <ExpediteSlots board={board} columnId={column.id} />}
          <BoardLimitFigure
            subject={{ scope: 'column', columnId: column.id }}
            name={column.name}
            count={cardsInColumn(board, column.id).length}
          />
        </span>
        <ColumnMenu column={column} />
      </div>
      {board.limits.some(({ scope }) => scope === 'columns') && <GroupsOf column={column} />}
      <div className={styles.word}>
        <ColumnState column={column} verdict={verdict} />
        {/* A pull that is allowed, and warned about before the drop. */}
        {column.kind === 'active' && dragged && dragged.waitsOn.length > 0 && (
          <LateWaitMark refs={dragged.waitsOn} />
        )}
        <AwaitedSlot column={column} />
        <ShownCount columnId={column.id} />
        {hasSlots && column.limit && (
          <span className={styles.places}>
            <Slots filled={column.load} max={column.limit.max} size="small" />
          </span>
        )}
      </div>
      <HeldInColumn column={column} />
    </header>
  );
}

/** A collapsed column: its name along the strip with its load. Pressed, it opens again. */
function CollapsedHead({ column }: { column: ColumnOnBoard }) {
  const { board, collapsed } = useBoardPage();
  const t = useTranslations();
  const { id, name } = column;
  const occupancy = columnOccupancy(board, column);
  return (
    <Button
      variant="plain"
      className={styles.strip}
      aria-label={t('board.column.expand', { column: name, occupancy: occupancyText(t, occupancy) })}
      aria-expanded={false}
      onPress={() => collapsed.toggle(id)}
    >
      <StateWord state={placeState(occupancy)} size="small">
        {occupancy.limit
          ? t('limits.loadSlashMax', { load: occupancy.load, max: occupancy.limit.max })
          : occupancy.load}
      </StateWord>
      <span className={styles.stripName}>{name}</span>
    </Button>
  );
}

/** The person is notified when a slot of this full column is free. */
function AwaitedSlot({ column }: { column: ColumnOnBoard }) {
  const t = useTranslations();
  const { isOn } = useSlotWait(column);
  if (!isOn) return null;
  return (
    <span className={styles.awaited}>
      <Glyph name="bell" size={12} /> {t('board.column.awaited')}
    </span>
  );
}

/** “3 of 7 shown”, while a filter hides some cards. If it hides all, its line above the board says so once. */
function ShownCount({ columnId }: { columnId: string }) {
  const {
    board,
    filtering: { isActive, hidesAll, shownBoard },
  } = useBoardPage();
  const t = useTranslations();
  if (!isActive || hidesAll) return null;
  const [shown, count] = [cardsInColumn(shownBoard, columnId).length, cardsInColumn(board, columnId).length];
  return <span className={styles.shown}>{t('board.filter.shownOf', { shown, count })}</span>;
}

function ColumnState({ column, verdict }: { column: ColumnOnBoard; verdict: Verdict | null }) {
  const t = useTranslations();
  if (verdict && verdict.kind !== 'current') return <VerdictLabel verdict={verdict} />;
  if (column.kind === 'done' && !column.limit) return <span>{t('board.column.deliveredLately')}</span>;
  return (
    <StateWord state={placeState(column)} size="small">
      {stateLabel(t, column)}
    </StateWord>
  );
}
