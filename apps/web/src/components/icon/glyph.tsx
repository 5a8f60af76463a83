import {
  ArrowLeft,
  ArrowRight,
  Bell,
  CalendarDays,
  Check,
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

/** Weir's own marks. */
const marks = {
  // How full: an open ring, half a ring, a block, a triangle.
  open: <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <path d="M8 2.75a5.25 5.25 0 0 1 0 10.5z" fill="currentColor" />
    </>
  ),
  block: <rect x="2.5" y="2.5" width="11" height="11" rx="2.5" fill="currentColor" />,
  over: <path d="M8 1.6 15 14H1z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />,
  // Too little: a nearly empty basin. Closed: a crossed ring. Blocked: an octagon.
  low: (
    <path
      d="M2.5 3v10.25h11V3M5 10.5h6"
      stroke="currentColor"
      strokeWidth="1.75"
      fill="none"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  ),
  barred: (
    <path
      d="M8 2.75a5.25 5.25 0 1 1 0 10.5 5.25 5.25 0 0 1 0-10.5M4.3 11.7l7.4-7.4"
      stroke="currentColor"
      strokeWidth="1.75"
      fill="none"
    />
  ),
  blocked: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />,
  // A gate: open, throttled, shut.
  gateOpen: <path d="M3 2v12M13 2v12" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  gateNarrow: (
    <path
      d="M3 2v12M13 2v12M3 8h2.5M10.5 8H13"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      fill="none"
    />
  ),
  gateShut: (
    <path
      d="M3 2v12M13 2v12M3 8h10"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      fill="none"
    />
  ),
} as const;

/** Ordinary icons. */
const icons = {
  back: ArrowLeft,
  bell: Bell,
  calendar: CalendarDays,
  check: Check,
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

export type GlyphName = keyof typeof marks | keyof typeof icons;

/** A small icon in the colour of its text. A word next to it always says the same. */
export function Glyph({
  name,
  size = 16,
  className,
}: {
  name: GlyphName;
  size?: number;
  className?: string | undefined;
}) {
  const shared = { width: size, height: size, className, focusable: false } as const;
  if (name in icons) {
    const Icon = icons[name as keyof typeof icons];
    return <Icon {...shared} aria-hidden="true" strokeWidth={2.4} />;
  }
  return (
    <svg viewBox="0 0 16 16" {...shared} aria-hidden="true">
      {marks[name as keyof typeof marks]}
    </svg>
  );
}
