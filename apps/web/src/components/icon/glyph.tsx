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
  X,
} from 'lucide-react';
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
  person: User,
  plus: Plus,
  search: Search,
} as const;

export type GlyphName = OwnGlyphName | keyof typeof icons;

/** A small icon in the colour of its text. A word next to it always says the same. */
export function Glyph({ name, size = 16, className }: GlyphProps & { name: GlyphName }) {
  if (!(name in icons)) return <OwnGlyph name={name as OwnGlyphName} size={size} className={className} />;
  const Icon = icons[name as keyof typeof icons];
  const shared = { width: size, height: size, className, focusable: false } as const;
  return <Icon {...shared} aria-hidden="true" strokeWidth={2.4} />;
}
