import {
  ArrowLeft,
  ArrowRight,
  Bell,
  CalendarDays,
  ChevronDown,
  Columns3,
  Ellipsis,
  File,
  List,
  ListFilter,
  Mail,
  MessageSquare,
  NotebookText,
  Paperclip,
  Pause,
  Plus,
  Search,
  User,
  Users,
  X,
} from 'lucide';
import { createElement } from 'react';
import { type GlyphProps, OwnGlyph, type OwnGlyphName } from './own-glyph';

/** Ordinary icons. */
const icons = {
  back: ArrowLeft,
  bell: Bell,
  calendar: CalendarDays,
  chevron: ChevronDown,
  clip: Paperclip,
  close: X,
  columns: Columns3,
  comment: MessageSquare,
  file: File,
  filter: ListFilter,
  letter: Mail,
  list: List,
  more: Ellipsis,
  note: NotebookText,
  onward: ArrowRight,
  pause: Pause,
  people: Users,
  person: User,
  plus: Plus,
  search: Search,
} as const;

export type GlyphName = OwnGlyphName | keyof typeof icons;

/** A small icon in the colour of its text. A word next to it always says the same. */
export function Glyph({ name, size = 16, className }: GlyphProps & { name: GlyphName }) {
  if (!(name in icons)) return <OwnGlyph name={name as OwnGlyphName} size={size} className={className} />;
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth={2.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable={false}
      aria-hidden="true"
    >
      {icons[name as keyof typeof icons].map(([shape, attributes], at) =>
        createElement(shape, { key: at, ...attributes }),
      )}
    </svg>
  );
}
